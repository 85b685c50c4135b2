package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.Reward;
import dev.pointsman.feedback.RewardEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a learner holds of answers whose lessons it was not taught as the stream has them: passed
/// over while learning was stopped, forgotten by a rollback, or taught without somebody's voice.
///
/// A later lesson on such an answer names as replaced what the learner never heard; taught as it
/// stands it would take away what was never given. The oldest of more than 100,000 is forgotten.
/// One thread.
final class Held {

  private static final int CAPACITY = 100_000;

  private record Row(double reward, double weight) {}

  private final LinkedHashMap<String, Row> rows = new LinkedHashMap<>();

  /// The lesson that brings the learner to where the stream thinks it is.
  Lesson.Graded due(String decisionId, Lesson.Graded given) {
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
  Lesson.Graded taught(String decisionId, Lesson.Graded given, Reward instead) {
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
    out.count(rows.size());
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      out.text(row.getKey()).number(row.getValue().reward()).number(row.getValue().weight());
    }
  }

  static Held read(ByteReader in) {
    Held held = new Held();
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
