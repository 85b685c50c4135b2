package dev.pointsman.router.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `policy rollback`: all replicas are again what they were behind a snapshot, at one entry of the
/// stream; what was learnt since is forgotten.
@Command(
    name = "rollback",
    description = "Takes a route on all routers back to a snapshot.",
    mixinStandardHelpOptions = true)
final class PolicyRollbackCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(paramLabel = "SNAPSHOT", description = "Its name, as policy show gives it.")
  private String name = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (PolicyOffice office = PolicyOffice.open(options)) {
      String id = office.rollback(name);
      spec.commandLine()
          .getOut()
          .printf("route %s goes back to %s at entry %s%n", office.route(), name, id);
    }
    return 0;
  }
}
