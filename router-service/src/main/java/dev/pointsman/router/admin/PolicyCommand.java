package dev.pointsman.router.admin;

import dev.pointsman.router.RouterMain.Usage;
import picocli.CommandLine.Command;

/// `policy`: what a router has learnt.
@Command(
    name = "policy",
    subcommands = PolicySnapshotCommand.class,
    description = "What a router has learnt.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand implements Runnable {

  @Override
  public void run() {
    throw new Usage("policy what? There is: snapshot; see pointsman policy --help");
  }
}
