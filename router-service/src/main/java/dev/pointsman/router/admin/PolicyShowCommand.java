package dev.pointsman.router.admin;

import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `policy show`: what a route serves, whether it learns, and which snapshots are kept.
@Command(
    name = "show",
    description = "Shows what a route has learnt and which snapshots are kept.",
    mixinStandardHelpOptions = true)
final class PolicyShowCommand implements Callable<Integer> {

  @Mixin private StoreOptions options = new StoreOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (PolicyOffice office = PolicyOffice.open(options)) {
      RewardFold fold = office.live(0, List.of());
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "route %s: policy %s, learner %s on features %s%n",
          office.route(),
          fold.live().version(),
          fold.build().learner(),
          fold.build().schema().hash());
      RewardFold.Stats learnt = fold.stats();
      out.printf(
          "learnt from %d outcomes and %d rewards, %d passed over%s%n",
          learnt.outcomes(), learnt.rewards(), learnt.corrupt(), without(fold));
      out.printf(
          "learning %s, exploring %s%n",
          state(fold.upkeep().frozen().learning()), state(fold.upkeep().frozen().exploring()));
      if (office.plan().isOfTwo()) {
        out.println("in the background: " + next(office.next(fold)));
      }
      List<SnapshotMark> marks = office.store().marks();
      out.printf("%d snapshots%n", marks.size());
      marks.forEach(mark -> out.println(line(mark)));
      out.flush();
    }
    return 0;
  }

  private static String next(RewardFold fold) {
    return "learner %s on features %s, learnt from %d outcomes and %d rewards"
        .formatted(
            fold.build().learner(),
            fold.build().schema().hash(),
            fold.stats().outcomes(),
            fold.stats().rewards());
  }

  private static String without(RewardFold fold) {
    int principals = fold.without().size();
    return principals == 0 ? "" : ", without the feedback of %d principals".formatted(principals);
  }

  private static String state(boolean isStopped) {
    return isStopped ? "stopped" : "on";
  }

  private static String line(SnapshotMark mark) {
    return "%s  taken %s  %d entries  %s  %d bytes%s"
        .formatted(
            mark.name(),
            Instant.ofEpochMilli(mark.takenMillis()).truncatedTo(ChronoUnit.SECONDS),
            mark.folded(),
            mark.origin().build(),
            mark.bytes(),
            mark.pin().map(order -> "  needed by " + order).orElse(""));
  }
}
