package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.Evidence;
import dev.pointsman.feedback.Reward;
import dev.pointsman.feedback.RewardEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a learner holds of answers whose lessons it was not taught as the stream has them: passed
/// over while learning was stopped, forgotten by a rollback, or taught without somebody's voice.
///
/// A later lesson on such an answer names as replaced what the learner never heard; taught as it
/// stands it would take away what was never given. The oldest of more than 100,000 is forgotten.
/// One thread.
final class Held {

  private static final int CAPACITY = 100_000;
  private static final int MOST_WITHOUT = 10_000;

  private record Row(double reward, double weight) {}

  private final Set<Long> without;
  private final LinkedHashMap<String, Row> rows = new LinkedHashMap<>();

  /// `without`: whose feedback does not count.
  Held(Set<Long> without) {
    this.without = new TreeSet<>(without);
  }

  Set<Long> without() {
    return without;
  }

  /// The lesson that brings the learner to where the stream is, without those whose feedback does
  /// not count; empty when nothing is left.
  Optional<Lesson> due(RewardEntry entry, Lesson.Graded given) {
    Optional<Evidence> touched =
        entry.facts().evidence().filter(evidence -> evidence.isOf(without));
    if (touched.isEmpty()) {
      return Optional.of(caughtUp(entry.decisionId(), given));
    }
    Optional<Reward> others = touched.get().rewardWithout(without);
    if (others.isEmpty()) {
      passedOver(entry, given);
      return Optional.empty();
    }
    return Optional.of(taught(entry.decisionId(), given, others.get()));
  }

  private Lesson.Graded caughtUp(String decisionId, Lesson.Graded given) {
    Row row = rows.remove(key(decisionId, given));
    if (row == null) {
      return given;
    }
    double weight = Math.max(given.weight(), row.weight());
    return new Lesson.Graded(
        given.context(),
        given.arm(),
        given.part(),
        given.reward(),
        weight,
        row.reward(),
        row.weight());
  }

  /// From now on the learner holds this of an answer, whatever the stream thinks.
  private Lesson.Graded taught(String decisionId, Lesson.Graded given, Reward instead) {
    Row row = rows.remove(key(decisionId, given));
    double reward = row == null ? given.replacedReward() : row.reward();
    double weight = row == null ? given.replacedWeight() : row.weight();
    double heavier = Math.max(instead.weight(), weight);
    put(key(decisionId, given), new Row(instead.value(), heavier));
    return new Lesson.Graded(
        given.context(), given.arm(), given.part(), instead.value(), heavier, reward, weight);
  }

  void passedOver(RewardEntry entry, Lesson.Graded given) {
    String key = key(entry.decisionId(), given);
    if (!rows.containsKey(key)) {
      put(key, new Row(given.replacedReward(), given.replacedWeight()));
    }
  }

  private void put(String key, Row row) {
    rows.put(key, row);
    if (rows.size() > CAPACITY) {
      rows.pollFirstEntry();
    }
  }

  void write(ByteWriter out) {
    out.count(without.size());
    without.forEach(out::fixed);
    out.count(rows.size());
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      out.text(row.getKey()).number(row.getValue().reward()).number(row.getValue().weight());
    }
  }

  static Held read(ByteReader in) {
    Set<Long> without = new TreeSet<>();
    for (int left = in.count(MOST_WITHOUT); left > 0; left--) {
      without.add(in.fixed());
    }
    Held held = new Held(without);
    int count = in.count(CAPACITY);
    for (int i = 0; i < count; i++) {
      held.rows.put(in.text(), new Row(in.number(), in.number()));
    }
    return held;
  }

  private static String key(String decisionId, Lesson.Graded given) {
    return decisionId + " " + given.part().name() + " " + given.arm();
  }
}
