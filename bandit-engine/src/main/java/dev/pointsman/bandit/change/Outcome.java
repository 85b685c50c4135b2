package dev.pointsman.bandit.change;

/// What came of a request, each in 0..1: quality; cost as a share of the most a request may cost;
/// and utility, made of both on the scale that the route maximises.
public record Outcome(double quality, double cost, double utility) {

  /// Of a route that gives up `lambda` USD for quality 1; costs above `mostUsd` count as that.
  /// Utility is quality less lambda x cost, squeezed from [-lambda x mostUsd, 1] into [0, 1].
  public static Outcome of(double quality, double costUsd, double lambda, double mostUsd) {
    double bounded = Math.min(costUsd, mostUsd);
    double worst = lambda * mostUsd;
    double utility = (quality - lambda * bounded + worst) / (1 + worst);
    return new Outcome(quality, bounded / mostUsd, utility);
  }
}
