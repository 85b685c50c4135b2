package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a route's `rewards` stream taught of each decision, held against what was acknowledged.
final class TaughtOnce {

  private static final int BATCH = 1_000;

  /// What a check weighs.
  private static final double CHECK = 1;

  private record Taught(double weight, double reward) {}

  private final RewardLog rewards;
  private final Map<String, Taught> taught = new HashMap<>();
  private String last = RewardLog.BEGINNING;

  TaughtOnce(RewardLog rewards) {
    this.rewards = rewards;
  }

  /// The last entry there is now.
  String last() {
    read();
    return last;
  }

  /// Each acknowledged check is taught with the weight of one, whatever came in its way, and as it
  /// was acknowledged last.
  void check(String round, CrashVoters voters) {
    check(round, voters, Set.of());
  }

  /// The same, but these may be missing; says how many are.
  int check(String round, CrashVoters voters, Set<String> atRisk) {
    Map<String, Double> acknowledged = voters.acknowledged();
    acknowledged.keySet().removeAll(atRisk);
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              read();
              assertThat(acknowledged.keySet().stream().filter(id -> !isTaught(id)))
                  .as(round + ": acknowledged and not taught")
                  .isEmpty();
            });
    assertThat(taught.values().stream().filter(one -> one.weight() > CHECK))
        .as(round + ": counted more than once")
        .isEmpty();
    assertThat(
            acknowledged.entrySet().stream()
                .filter(one -> !voters.isUncertain(one.getKey()))
                .filter(one -> !one.getValue().equals(reward(one.getKey())))
                .map(one -> one + " and not " + taught.get(one.getKey())))
        .as(round + ": taught otherwise than acknowledged last")
        .isEmpty();
    return (int) atRisk.stream().filter(id -> !isTaught(id)).count();
  }

  private boolean isTaught(String id) {
    return Optional.ofNullable(taught.get(id)).filter(one -> one.weight() == CHECK).isPresent();
  }

  private Double reward(String id) {
    return Optional.ofNullable(taught.get(id)).map(Taught::reward).orElse(-1.0);
  }

  private void read() {
    for (List<RewardEntry> part = part(); !part.isEmpty(); part = part()) {
      for (RewardEntry entry : part) {
        assertThat(entry.fault()).as("entry " + entry.id()).isEmpty();
        if (entry.lesson() instanceof Lesson.Graded graded) {
          taught.merge(
              entry.decisionId(),
              new Taught(graded.weight() - graded.replacedWeight(), graded.reward()),
              (was, is) -> new Taught(was.weight() + is.weight(), is.reward()));
        }
      }
      last = part.getLast().id();
    }
  }

  private List<RewardEntry> part() {
    return rewards.readAfter(last, BATCH, 0);
  }
}
