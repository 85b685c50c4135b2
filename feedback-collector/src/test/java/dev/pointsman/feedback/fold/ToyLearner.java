package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Mean reward per arm with a forgetting sum, so that the order of lessons shows in the last bits.
final class ToyLearner implements Learner {

  private final Map<String, Double> sums = new HashMap<>();
  private int snapshots;

  @Override
  public void learn(Lesson lesson) {
    switch (lesson) {
      case Lesson.Graded graded -> {
        if (graded.arm().equals("poison")) {
          throw new IllegalStateException("cannot be learnt");
        }
        sums.merge(
            graded.arm(),
            graded.weight() * graded.reward() + 1e-3 * graded.context().feature(0),
            (a, b) -> 0.999 * a + b);
      }
      case Lesson.Usage usage -> sums.merge(usage.arm(), 1e-6 * usage.outputTokens(), Double::sum);
      case Lesson.Verified _ -> {}
      case Lesson.At _, Lesson.Arms _ -> {}
    }
  }

  @Override
  public Assessment assess(Question question) {
    return assess(sums, question);
  }

  @Override
  public Policy snapshot() {
    snapshots++;
    Map<String, Double> frozen = Map.copyOf(sums);
    return question -> assess(frozen, question);
  }

  @Override
  public String build() {
    return "toy/1";
  }

  int snapshots() {
    return snapshots;
  }

  private static Assessment assess(Map<String, Double> sums, Question question) {
    List<Prediction> predictions =
        question.eligible().stream()
            .map(arm -> new Prediction(sums.getOrDefault(arm.id(), 0.0), 0, 0, Double.NaN))
            .toList();
    return new Assessment(predictions, ArmDistribution.certain(question.eligible(), 0));
  }
}
