package dev.pointsman.router.admin;

import dev.pointsman.router.RouterMain.Usage;
import picocli.CommandLine.Command;

/// `spend`: what was spent, held against something.
@Command(
    name = "spend",
    subcommands = {
      SpendReconcileCommand.class,
      SpendExplainCommand.class,
      SpendBreakEvenCommand.class,
      SpendImportCommand.class
    },
    description = "What was spent, beside a provider's invoice, another period, a machine's hours.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class SpendCommand implements Runnable {

  @Override
  public void run() {
    throw new Usage(
        "spend what? There are: reconcile, explain, break-even, import; see pointsman spend"
            + " --help");
  }
}
