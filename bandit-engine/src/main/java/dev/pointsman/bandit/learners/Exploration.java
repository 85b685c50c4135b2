package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import java.util.List;

/// How a learner spreads its probability, given what it believes. Pure; any thread.
@FunctionalInterface
interface Exploration {

  /// A probability per arm, summing to 1.
  ///
  /// `utility` is expected utility in units of quality, `deviation` the standard deviation of the
  /// belief about it, `evidence` the number of graded answers behind all of it.
  double[] probabilities(double[] utility, double[] deviation, double evidence);

  /// The answer to a question, given what is expected of each eligible arm.
  default Assessment assess(Question question, List<Prediction> predictions, double evidence) {
    double[] utility = new double[predictions.size()];
    double[] deviation = new double[predictions.size()];
    for (int i = 0; i < utility.length; i++) {
      utility[i] = predictions.get(i).utility(question) / question.value();
      deviation[i] = predictions.get(i).deviation();
    }
    double[] probabilities =
        question.explore() ? probabilities(utility, deviation, evidence) : greedy(utility);
    return new Assessment(predictions, ArmDistribution.of(question.eligible(), probabilities));
  }

  /// All on the best arm, the first of equals.
  static double[] greedy(double[] utility) {
    double[] p = new double[utility.length];
    p[best(utility)] = 1;
    return p;
  }

  static int best(double[] utility) {
    int best = 0;
    for (int i = 1; i < utility.length; i++) {
      if (utility[i] > utility[best]) {
        best = i;
      }
    }
    return best;
  }

  /// Mixes with the uniform distribution so that no arm falls below `floor / arms`.
  static double[] withFloor(double[] p, double floor) {
    double[] mixed = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      mixed[i] = (1 - floor) * p[i] + floor / p.length;
    }
    return mixed;
  }
}
