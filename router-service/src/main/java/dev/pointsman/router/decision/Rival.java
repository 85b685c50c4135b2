package dev.pointsman.router.decision;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;

/// The arm to beat: its answer was not good enough. `quality` is what the policy expects of it now.
record Rival(String arm, double quality) {

  /// The arm of the highest expected quality answers, the dearest of equals: whoever asks twice
  /// wants the best there is.
  Say beaten(Question question, Assessment assessment) {
    int strongest = 0;
    for (int i = 1; i < assessment.predictions().size(); i++) {
      if (isStronger(assessment.predictions().get(i), assessment.predictions().get(strongest))) {
        strongest = i;
      }
    }
    Arm chosen = question.eligible().get(strongest);
    return new Say.Fixed(
        strongest,
        chosen.id()
            + " is expected to do better than "
            + arm
            + ", whose answer was not good enough: predicted quality "
            + Words.share(assessment.predictions().get(strongest).quality())
            + " against "
            + Words.share(quality));
  }

  private static boolean isStronger(Prediction one, Prediction other) {
    int byQuality = Double.compare(one.quality(), other.quality());
    return byQuality > 0 || (byQuality == 0 && one.costUsd() > other.costUsd());
  }
}
