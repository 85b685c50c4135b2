package dev.pointsman.router.admin;

import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.router.config.ConfigProblem;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `policy cutover`: folds the stream by another learner beside the one that serves, then lets all
/// replicas take it over at one entry of the stream. From then on it outweighs the configuration's.
@Command(
    name = "cutover",
    description = "Lets another learner, taught by the whole stream, serve on all routers.",
    mixinStandardHelpOptions = true)
final class PolicyCutoverCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Option(names = "--learner", required = true, paramLabel = "NAME", description = "Which.")
  private String learner = "";

  @Option(
      names = "--exploration",
      paramLabel = "TIMES",
      defaultValue = "1",
      description = "How many times as much it explores.")
  private double exploration = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!Learners.names().contains(learner) || !Learners.isSaved(learner)) {
      throw new ConfigProblem("--learner: there is no " + learner + " that can serve");
    }
    if (!(exploration > 0) || (exploration != 1 && !Learners.isTempered(learner))) {
      throw new ConfigProblem(
          "--exploration: must be above 0, and 1 where a learner has none to set");
    }
    String named = Learners.exploring(learner, exploration);
    try (PolicyOffice office = PolicyOffice.open(options)) {
      Set<Long> without = office.live(0, List.of()).without();
      RewardFold fold = office.anew(named, without);
      String trimmedTo = office.trimmedTo();
      String id = office.adopt(fold.choice());
      spec.commandLine()
          .getOut()
          .printf(
              "route %s: %s serves from entry %s on, taught by %d outcomes and %d rewards%s%n",
              office.route(),
              named,
              id,
              fold.stats().outcomes(),
              fold.stats().rewards(),
              trimmedTo.isEmpty() ? "" : ", those before " + trimmedTo + " are gone");
    }
    return 0;
  }
}
