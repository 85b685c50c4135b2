package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.snapshot.Snapshot;

/// How far a fold has come in its stream, and how much of what it has met on the way. One thread.
final class Intake {

  private String lastId = RewardLog.BEGINNING;
  private long folded;
  private long outcomes;
  private long rewards;
  private long corrupt;

  /// An entry that is no order was learnt or passed over.
  void lesson(RewardEntry entry) {
    switch (entry.lesson()) {
      case Lesson.Usage _ -> outcomes++;
      case Lesson.Graded _ -> rewards++;
      case Lesson.Arms _, Lesson.Verified _, Lesson.At _ -> {}
    }
    folded(entry.id());
  }

  /// An order was obeyed, or could not be.
  void order(String id) {
    folded(id);
  }

  /// An entry cannot be read or learnt.
  void corrupt(String id) {
    corrupt++;
    folded(id);
  }

  private void folded(String id) {
    folded++;
    lastId = id;
  }

  String lastId() {
    return lastId;
  }

  long folded() {
    return folded;
  }

  long outcomes() {
    return outcomes;
  }

  long rewards() {
    return rewards;
  }

  long corrupt() {
    return corrupt;
  }

  /// Last id and entries folded stand in the snapshot around it.
  void write(ByteWriter out) {
    out.count(outcomes).count(rewards).count(corrupt);
  }

  static Intake read(Snapshot snapshot, ByteReader in) {
    Intake intake = new Intake();
    intake.lastId = snapshot.lastId();
    intake.folded = snapshot.folded();
    intake.outcomes = in.count();
    intake.rewards = in.count();
    intake.corrupt = in.count();
    return intake;
  }
}
