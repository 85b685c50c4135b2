package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.RewardEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a learner holds of answers whose lessons it was not taught as the stream has them: passed
/// over while learning was stopped, or forgotten by a rollback.
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

  void passedOver(RewardEntry entry, Lesson.Graded given) {
    rows.putIfAbsent(
        key(entry.decisionId(), given), new Row(given.replacedReward(), given.replacedWeight()));
    if (rows.size() > CAPACITY) {
      rows.pollFirstEntry();
    }
  }

  int size() {
    return rows.size();
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
    return decisionId + " " + given.part().ordinal() + " " + given.arm();
  }
}
