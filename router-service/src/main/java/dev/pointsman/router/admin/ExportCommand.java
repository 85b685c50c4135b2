package dev.pointsman.router.admin;

import dev.pointsman.router.RouterMain.Usage;
import picocli.CommandLine.Command;

/// `export`: what a router has on record, as files.
@Command(
    name = "export",
    subcommands = {
      ExportDecisionsCommand.class,
      ExportFocusCommand.class,
      ExportUsageCommand.class
    },
    description = "What a router has on record, as files.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ExportCommand implements Runnable {

  @Override
  public void run() {
    throw new Usage("export what? There are: decisions, focus, usage; see pointsman export --help");
  }
}
