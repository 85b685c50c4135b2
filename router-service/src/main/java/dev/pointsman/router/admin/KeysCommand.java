package dev.pointsman.router.admin;

import dev.pointsman.router.RouterMain.Usage;
import picocli.CommandLine.Command;

/// `keys`: who may call a router, as what.
@Command(
    name = "keys",
    subcommands = {
      KeysCreateCommand.class,
      KeysListCommand.class,
      KeysRotateCommand.class,
      KeysExpireCommand.class,
      KeysRevokeCommand.class
    },
    description = "Who may call a router, as what.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class KeysCommand implements Runnable {

  @Override
  public void run() {
    throw new Usage(
        "keys what? There are: create, list, rotate, expire, revoke; see pointsman keys --help");
  }
}
