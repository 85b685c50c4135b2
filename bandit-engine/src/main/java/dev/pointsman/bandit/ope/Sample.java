package dev.pointsman.bandit.ope;

/// All that an estimator needs of one logged row.
///
/// `ratio` is the importance weight: the target's probability of the logged arm over its
/// propensity; `reward` what was earned; `loggedQuality` a reward model's guess for the logged arm,
/// `targetQuality` its mean guess under the target (both from a model that did not see the row; 0
/// without a model). `weight` multiplies the row in every sum: 1 / the probability that its label
/// was sampled.
public record Sample(
    double ratio, double reward, double loggedQuality, double targetQuality, double weight) {

  public Sample {
    if (!(ratio >= 0) || Double.isInfinite(ratio)) {
      throw new IllegalArgumentException("an importance weight must be >= 0, was " + ratio);
    }
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("a row's weight must be > 0, was " + weight);
    }
  }

  /// A row on which no policy had a say: it counts the same under every target.
  public static Sample fixed(double reward, double quality, double weight) {
    return new Sample(1, reward, quality, quality, weight);
  }
}
