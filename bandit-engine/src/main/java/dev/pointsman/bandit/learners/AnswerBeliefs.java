package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Cascade;
import java.util.Map;
import java.util.OptionalDouble;

/// What was believed of answers at one moment. Immutable, any thread; `at` for one context.
record AnswerBeliefs(
    Beliefs quality,
    Beliefs acceptance,
    Beliefs accepted,
    Map<String, Openings.Opening> openings,
    int slots) {

  /// The beliefs at a context.
  Answering at(double[] x) {
    return new Answering(this, x);
  }

  /// The weight of all that was graded.
  double rows() {
    return quality.rows() + accepted.rows();
  }

  Openings.Opening opening(String arm, Cascade cascade) {
    Openings.Opening known = openings.get(arm);
    return known == null ? new Openings.Opening(cascade.opening(), -1) : known;
  }

  static Estimate estimate(Beliefs beliefs, String of, OptionalDouble guess, double[] x) {
    Posterior posterior = beliefs.of(of, guess);
    return new Estimate(posterior.mean(x), beliefs.noise() * posterior.variance(x));
  }

  /// A number's expectation and the variance of the belief about it.
  record Estimate(double mean, double variance) {

    Estimate lowered(double by) {
      return new Estimate(mean - by, variance);
    }

    /// As a probability, or the mean of one.
    Estimate clamped() {
      return new Estimate(Math.clamp(mean, 0, 1), variance);
    }
  }
}
