package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was acknowledged to voters, held against what the `rewards` stream taught.
final class CountedOnce {

  /// What one thumb weighs.
  private static final double THUMB = 0.5;

  private static final int BATCH = 1_000;

  private record Taught(double weight, double reward) {}

  private final Map<String, Double> acknowledged = new HashMap<>();
  private final Set<String> unchecked = new HashSet<>();
  private final Map<String, Taught> taught = new HashMap<>();
  private String last = RewardLog.BEGINNING;

  /// Lines of a {@link FeedbackWriter}; none may tell of a failure.
  void hear(List<String> lines) {
    for (String line : lines) {
      assertThat(line).doesNotStartWith("failed");
      String[] words = line.split(" ", -1);
      if (words.length == 3 && words[0].equals("acked")) {
        acknowledged.put(words[1], Double.valueOf(words[2]));
        unchecked.add(words[1]);
      }
    }
  }

  /// A thumb up on this one was acknowledged.
  void hear(LoggedDecision decision) {
    acknowledged.put(decision.id(), 1.0);
    unchecked.add(decision.id());
  }

  int size() {
    return acknowledged.size();
  }

  /// The last entry that was read.
  String last() {
    return last;
  }

  /// Every vote is taught with one weight, and as it was acknowledged last. A vote may have been
  /// changed once more without an answer when its voter's router was killed: `mayDiffer` of them.
  void check(String round, RewardLog rewards, int mayDiffer) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              read(rewards);
              Set<String> missing = new HashSet<>(unchecked);
              missing.removeAll(taught.keySet());
              assertThat(missing).as(round).isEmpty();
            });
    for (Taught one : taught.values()) {
      assertThat(one.weight()).as(round + ", counted once").isEqualTo(THUMB);
    }
    long other =
        unchecked.stream()
            .filter(
                id ->
                    !Optional.ofNullable(taught.get(id))
                        .map(Taught::reward)
                        .equals(Optional.ofNullable(acknowledged.get(id))))
            .count();
    assertThat(other).as(round + ", as acknowledged").isLessThanOrEqualTo(mayDiffer);
    unchecked.clear();
  }

  private void read(RewardLog rewards) {
    List<RewardEntry> part = rewards.readAfter(last, BATCH, 0);
    while (!part.isEmpty()) {
      for (RewardEntry entry : part) {
        if (entry.lesson() instanceof Lesson.Graded graded) {
          double step = graded.weight() - graded.replacedWeight();
          taught.merge(
              entry.decisionId(),
              new Taught(step, graded.reward()),
              (was, is) -> new Taught(was.weight() + is.weight(), is.reward()));
        }
      }
      last = part.getLast().id();
      part = rewards.readAfter(last, BATCH, 0);
    }
  }
}
