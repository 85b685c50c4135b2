package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.feedback.snapshot.Origin;
import java.util.List;

/// Which learner folds a stream, by name, and the features it learns from.
public record Build(String learner, FeatureSchema schema) {

  /// One that knows nothing yet.
  public Learner fresh() {
    return Learners.create(learner, schema);
  }

  /// One of another name: where that only explores otherwise it knows what `taught` knows, else
  /// nothing but the arms.
  Learner beside(String other, Learner taught, List<Arm> arms) {
    Learner begun =
        Learners.create(other, schema, learner, taught)
            .orElseGet(() -> Learners.create(other, schema));
    begun.learn(new Lesson.Arms(arms));
    return begun;
  }

  Origin origin(Learner taught) {
    return new Origin(learner, taught.build(), schema.hash());
  }

  /// Whether its states can be kept.
  boolean isKept() {
    return Learners.isSaved(learner);
  }

  byte[] save(Learner taught) {
    return Learners.save(taught, schema);
  }

  /// Throws {@link dev.pointsman.bandit.learners.SnapshotException} for what is not its own.
  Learner restore(byte[] saved) {
    return Learners.restore(saved, learner, schema);
  }

  Build named(String other) {
    return new Build(other, schema);
  }
}
