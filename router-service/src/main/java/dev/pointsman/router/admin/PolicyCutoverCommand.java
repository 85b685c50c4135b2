package dev.pointsman.router.admin;

import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.feedback.fold.Build;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.router.config.ConfigProblem;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `policy cutover`: lets all replicas take over, at one entry of the stream, what the routers fold
/// in the background; or another learner, for which this command folds the stream first. From then
/// on it outweighs the configuration's.
@Command(
    name = "cutover",
    description = "Lets the next learner, or another, serve on all routers.",
    mixinStandardHelpOptions = true)
final class PolicyCutoverCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Mixin private ArchiveOption archive = new ArchiveOption();

  @Option(
      names = "--learner",
      paramLabel = "NAME",
      description =
          "Which; without it, the configuration's next_learner or that of features.next, and behind"
              + " a cut-over the one that served before.")
  private @Nullable String learner;

  @Option(
      names = "--exploration",
      paramLabel = "TIMES",
      defaultValue = "1",
      description = "How many times as much it explores.")
  private double exploration = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (learner == null && exploration != 1) {
      throw new ConfigProblem("--exploration: belongs to a --learner; name one");
    }
    try (PolicyOffice office = PolicyOffice.open(options)) {
      RewardFold live = office.live(0, List.of());
      PolicyOffice.Anew taught =
          learner == null ? next(office, live) : anew(office, live, named(learner));
      RewardFold fold = taught.fold();
      String gone = taught.goneBefore();
      String id = office.adopt(fold.choice());
      spec.commandLine()
          .getOut()
          .printf(
              "route %s: %s on features %s serves from entry %s on, taught by %d outcomes and %d"
                  + " rewards%s%n",
              office.route(),
              fold.build().learner(),
              fold.build().schema().hash(),
              id,
              fold.stats().outcomes(),
              fold.stats().rewards(),
              gone.isEmpty() ? "" : ", those before " + gone + " are gone" + archive.hint());
    }
    return 0;
  }

  private String named(String learner) {
    if (!Learners.names().contains(learner) || !Learners.isSaved(learner)) {
      throw new ConfigProblem("--learner: there is no " + learner + " that can serve");
    }
    if (!(exploration > 0) || (exploration != 1 && !Learners.isTempered(learner))) {
      throw new ConfigProblem(
          "--exploration: must be above 0, and 1 where a learner has none to set");
    }
    return Learners.exploring(learner, exploration);
  }

  private PolicyOffice.Anew next(PolicyOffice office, RewardFold live) {
    if (!office.plan().isOfTwo()) {
      throw new ConfigProblem(
          "the configuration names no next_learner and no features.next; name one, or --learner");
    }
    if (archive.folder().isPresent()) {
      return office.anew(office.plan().besides(live.build()), live.without(), archive.folder());
    }
    return new PolicyOffice.Anew(office.next(live), "");
  }

  private PolicyOffice.Anew anew(PolicyOffice office, RewardFold live, String learner) {
    Build served = live.build();
    Build build = new Build(learner, served.schema(), served.others());
    return office.anew(build, live.without(), archive.folder());
  }
}
