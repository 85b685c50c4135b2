package dev.pointsman.bandit.objective;

/// Predicted quality and cost of every eligible arm over a window of contexts, and the lambdas at
/// which the arms of highest utility meet a mean. One thread; a solve costs 50 passes.
final class Forecast {

  private static final double MAX_LAMBDA = 1e9;
  private static final double MIN_LAMBDA = 1e-3;
  private static final int STEPS = 50;

  private final double[][] quality;
  private final double[][] cost;

  /// One row per context, one column per eligible arm; rows may differ in length.
  Forecast(double[][] quality, double[][] cost) {
    this.quality = quality;
    this.cost = cost;
  }

  /// Means over the window when each context goes to its arm of highest utility.
  record Means(double quality, double costUsd) {}

  /// The least lambda of a mean cost of at most `usd`; the greatest there is when none is.
  double leastWithin(double usd) {
    if (at(0).costUsd() <= usd) {
      return 0;
    }
    double low = Math.log(MIN_LAMBDA);
    double high = Math.log(MAX_LAMBDA);
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (at(StrictMath.exp(middle)).costUsd() <= usd) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return StrictMath.exp(high);
  }

  /// The greatest lambda of a mean quality of at least `least`; 0 when none is.
  double mostReaching(double least) {
    if (at(MAX_LAMBDA).quality() >= least) {
      return MAX_LAMBDA;
    }
    if (at(MIN_LAMBDA).quality() < least) {
      return 0;
    }
    double low = Math.log(MIN_LAMBDA);
    double high = Math.log(MAX_LAMBDA);
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (at(StrictMath.exp(middle)).quality() >= least) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return StrictMath.exp(low);
  }

  Means at(double lambda) {
    double sumQuality = 0;
    double sumCost = 0;
    for (int i = 0; i < quality.length; i++) {
      int best = 0;
      for (int a = 1; a < quality[i].length; a++) {
        if (quality[i][a] - lambda * cost[i][a] > quality[i][best] - lambda * cost[i][best]) {
          best = a;
        }
      }
      sumQuality += quality[i][best];
      sumCost += cost[i][best];
    }
    return new Means(sumQuality / quality.length, sumCost / quality.length);
  }
}
