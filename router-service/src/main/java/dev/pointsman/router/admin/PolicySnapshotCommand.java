package dev.pointsman.router.admin;

import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `policy snapshot`: what a route has learnt until now, kept beside its stream to go back to, or
/// as a file for `eval ope --target snapshot=F`.
///
/// Folds the route's reward stream with the code that serves, which gives the router's own policy
/// bit for bit (its `policy_version` is printed); the router is not asked and need not run.
@Command(
    name = "snapshot",
    description = "Keeps what a route has learnt until now.",
    mixinStandardHelpOptions = true)
final class PolicySnapshotCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A file; without it, the snapshot is kept in Redis for policy rollback.")
  private @Nullable Path out;

  @Option(names = "--force", description = "Write over a file that stands already.")
  private boolean isForced;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (out != null) {
      NewFile.check(out, isForced);
    }
    try (PolicyOffice office = PolicyOffice.open(options)) {
      RewardFold fold = office.live(0, List.of());
      RewardFold.Stats learnt = fold.stats();
      String told =
          "%s: route %s, policy %s, learnt from %d outcomes and %d rewards, %d passed over"
              .formatted(
                  out == null ? kept(office, fold) : written(fold, out),
                  office.route(),
                  fold.live().version(),
                  learnt.outcomes(),
                  learnt.rewards(),
                  learnt.corrupt());
      spec.commandLine().getOut().println(told);
    }
    return 0;
  }

  private static String kept(PolicyOffice office, RewardFold fold) {
    Snapshot snapshot = fold.snapshot();
    office.keep(snapshot);
    return "kept " + snapshot.name();
  }

  private static String written(RewardFold fold, Path out) {
    byte[] saved = Learners.save(fold.learner(), fold.build().schema());
    NewFile.write(out, file -> file.write(saved));
    return "wrote " + out;
  }
}
