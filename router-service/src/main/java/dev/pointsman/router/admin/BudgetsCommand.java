package dev.pointsman.router.admin;

import dev.pointsman.router.RouterMain.Usage;
import picocli.CommandLine.Command;

/// `budgets`: who may spend how much, at a running router.
@Command(
    name = "budgets",
    subcommands = {
      BudgetsListCommand.class,
      BudgetsShowCommand.class,
      BudgetsSetCommand.class,
      BudgetsRemoveCommand.class
    },
    description = "Who may spend how much, at a running router.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class BudgetsCommand implements Runnable {

  @Override
  public void run() {
    throw new Usage(
        "budgets what? There are: list, show, set, remove; see pointsman budgets --help");
  }
}
