package dev.pointsman.bandit.change;

/// On which scale outcomes are compared: at which `lambda` (1 / USD) cost is weighed against
/// quality, and the cost above which a request counts as that dear.
///
/// Utility is quality less lambda x cost, squeezed from [-lambda x mostUsd, 1] into [0, 1].
public record Scale(double lambda, double mostUsd) {

  static final double MOST_IN_MEANS = 10;
  private static final double LEAST_USD = 1e-9;

  /// From what calls cost on average.
  static Scale of(double meanLambda, double meanUsd) {
    return new Scale(meanLambda, Math.max(LEAST_USD, MOST_IN_MEANS * meanUsd));
  }

  public double cost(double usd) {
    return Math.clamp(usd, 0, mostUsd) / mostUsd;
  }

  public double utility(double quality, double usd) {
    double worst = lambda * mostUsd;
    double plain = Math.clamp(quality, 0, 1) - worst * cost(usd);
    return Math.clamp((plain + worst) / span(), 0, 1);
  }

  /// How much utility, in good answers, is 1 on this scale.
  public double span() {
    return 1 + lambda * mostUsd;
  }
}
