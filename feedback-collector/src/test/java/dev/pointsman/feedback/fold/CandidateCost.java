package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.change.Rules;
import dev.pointsman.feedback.Evidence;
import dev.pointsman.feedback.Evidence.Sampled;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.Proposal;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardEntry.Facts;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.Stake;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// What a candidate adds to the CPU of folding, by the thread's own clock: ten arms, 64 features, a
/// check on every fifth answer. Run by hand, see docs/change-safety.md.
final class CandidateCost {

  private static final int ENTRIES = 60_000;
  private static final int ROUNDS = 4;
  private static final int ARMS = 10;
  private static final FeatureSchema SCHEMA =
      new FeatureSchema("schema-1", List.of(new Block("all", 0, 64)));
  private static final List<Arm> FLEET =
      IntStream.range(0, ARMS)
          .mapToObj(
              i -> new Arm("arm " + i, Price.perMtok(i + 1, 4 * i + 4), OptionalDouble.of(.5)))
          .toList();

  private CandidateCost() {}

  public static void main(String[] arguments) {
    for (int round = 0; round < ROUNDS; round++) {
      System.out.printf(
          Locale.ROOT,
          "us an entry: none %.1f, adaptive beside in shadow %.1f, lints beside in shadow %.1f,"
              + " adaptive as a canary %.1f%n",
          fold("", 0),
          fold("adaptive", 0),
          fold("lints", 0),
          fold("adaptive", 0.1));
    }
  }

  private static double fold(String candidate, double share) {
    Build build = new Build("adaptive", SCHEMA);
    FoldState state = FoldState.begin(build, build.fresh(), Set.of(), FLEET);
    String candidacy = "1-0";
    if (!candidate.isEmpty()) {
      Rules rules = new Rules(.05, 0, .02, .5, .1, 500, Long.MAX_VALUE);
      Proposal proposal = new Proposal(candidate, OptionalDouble.of(5), rules, 0, "");
      Order order = new Order.Propose(Optional.of(proposal), "bench");
      state.arena().propose(RewardEntry.order(candidacy, 1, order), Optional.of(proposal), FLEET);
      if (share > 0) {
        Order.Steer promote = new Order.Steer(Order.Move.PROMOTE, "bench");
        state.arena().steer(RewardEntry.order("2-0", 2, promote), promote, FLEET);
      }
    }
    List<RewardEntry> entries = entries(candidate.isEmpty() ? "" : candidacy, share);
    var thread = ManagementFactory.getThreadMXBean();
    long begun = thread.getCurrentThreadCpuTime();
    entries.forEach(state::learn);
    return (thread.getCurrentThreadCpuTime() - begun) / 1e3 / entries.size();
  }

  /// An outcome each, and a check on every fifth of them.
  private static List<RewardEntry> entries(String candidacy, double share) {
    Random random = new Random(7);
    List<Stake.Odds> odds =
        FLEET.stream().map(arm -> new Stake.Odds(arm.id().hashCode(), 1.0 / ARMS)).toList();
    Optional<Evidence> checked =
        Optional.of(new Evidence(Source.CHECK, Optional.empty(), Optional.of(new Sampled(1, 1))));
    long now = System.currentTimeMillis();
    List<RewardEntry> entries = new ArrayList<>();
    for (int i = 0; entries.size() < ENTRIES; i++) {
      float[] features = new float[64];
      for (int f = 0; f < features.length; f++) {
        features[f] = (float) random.nextGaussian();
      }
      Context context = Context.of(features, 100);
      String arm = FLEET.get(random.nextInt(ARMS)).id();
      Optional<Stake> stake =
          candidacy.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Stake(
                      candidacy,
                      share,
                      share > random.nextDouble(),
                      1,
                      share > 0 ? List.of() : odds));
      Facts used =
          new Facts(arm, .1, ARMS, true, 30, 120, false, i + 1, false, Optional.empty(), stake);
      String id = Samples.id(now);
      entries.add(
          new RewardEntry(
              "3-" + entries.size(),
              id,
              now,
              new Lesson.Usage(context, arm, 100, 50 + random.nextInt(400), 800),
              used));
      if (i % 5 == 0) {
        Facts graded =
            new Facts(arm, .1, ARMS, true, 30, -1, false, i + 1, false, checked, Optional.empty());
        Lesson lesson = Lesson.Graded.first(context, arm, random.nextInt(2), 1);
        entries.add(new RewardEntry("3-" + entries.size(), id, now, lesson, graded));
      }
    }
    return entries;
  }
}
