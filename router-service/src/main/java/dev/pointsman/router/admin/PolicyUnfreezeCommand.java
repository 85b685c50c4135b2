package dev.pointsman.router.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `policy unfreeze`: all replicas learn and explore again from one entry of the stream on.
@Command(
    name = "unfreeze",
    description = "Lets all routers learn and explore again.",
    mixinStandardHelpOptions = true)
final class PolicyUnfreezeCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (PolicyOffice office = PolicyOffice.open(options)) {
      String id = office.freeze(false, false);
      spec.commandLine()
          .getOut()
          .printf("route %s learns and explores from entry %s on%n", office.route(), id);
    }
    return 0;
  }
}
