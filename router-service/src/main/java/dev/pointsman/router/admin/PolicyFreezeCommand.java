package dev.pointsman.router.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `policy freeze`: all replicas stop learning, exploring or both at one entry of the stream. What
/// would have been learnt meanwhile is passed over for good.
@Command(
    name = "freeze",
    description = "Stops learning and exploring on all routers; lifted by unfreeze.",
    mixinStandardHelpOptions = true)
final class PolicyFreezeCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Option(names = "--learning", description = "Only learning.")
  private boolean isOfLearning;

  @Option(names = "--exploring", description = "Only exploring: the best arm is taken.")
  private boolean isOfExploring;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    boolean isOfBoth = isOfLearning == isOfExploring;
    try (PolicyOffice office = PolicyOffice.open(options)) {
      String id = office.freeze(isOfBoth || isOfLearning, isOfBoth || isOfExploring);
      spec.commandLine()
          .getOut()
          .printf(
              "route %s stops %s at entry %s%n",
              office.route(), isOfBoth ? "both" : isOfLearning ? "learning" : "exploring", id);
    }
    return 0;
  }
}
