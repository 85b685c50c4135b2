package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.feedback.snapshot.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which learner folds a stream, by name, and the features it learns from. `others` are features
/// that can be made of a request too, so that a state learnt from them can be used.
public record Build(String learner, FeatureSchema schema, List<FeatureSchema> others) {

  public Build {
    others = List.copyOf(others);
  }

  /// Of one kind of features alone.
  public Build(String learner, FeatureSchema schema) {
    this(learner, schema, List.of());
  }

  /// One that knows nothing yet.
  public Learner fresh() {
    return Learners.create(learner, schema);
  }

  /// Whether both name the same learner and features.
  public boolean isSame(Build other) {
    return learner.equals(other.learner) && schema.hash().equals(other.schema.hash());
  }

  /// The same on another learner.
  Build named(String other) {
    return new Build(other, schema, others);
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

  /// Which of the learners that could fold here made a state; empty when its features cannot be
  /// made.
  Optional<Build> of(Origin origin) {
    List<FeatureSchema> all = new ArrayList<>(others);
    all.addFirst(schema);
    return all.stream()
        .filter(made -> made.hash().equals(origin.schema()))
        .findFirst()
        .map(
            made -> {
              all.remove(made);
              return new Build(origin.learner(), made, all);
            });
  }
}
