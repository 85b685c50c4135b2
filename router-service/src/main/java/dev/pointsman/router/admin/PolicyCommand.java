package dev.pointsman.router.admin;

import dev.pointsman.router.RouterMain.Usage;
import picocli.CommandLine.Command;

/// `policy`: what a router has learnt.
@Command(
    name = "policy",
    subcommands = {
      PolicyShowCommand.class,
      PolicySnapshotCommand.class,
      PolicyRollbackCommand.class,
      PolicyFreezeCommand.class,
      PolicyUnfreezeCommand.class,
      PolicyCandidateCommand.class,
      PolicyCutoverCommand.class,
      PolicyRebuildCommand.class
    },
    description = "What a router has learnt.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand implements Runnable {

  @Override
  public void run() {
    throw new Usage(
        "policy what? There are: show, snapshot, rollback, freeze, unfreeze, candidate, cutover,"
            + " rebuild");
  }
}
