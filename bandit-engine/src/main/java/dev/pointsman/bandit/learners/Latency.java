package dev.pointsman.bandit.learners;

/// How long an arm's calls take: the logarithm's running mean and variance, which forget slowly,
/// and quantiles of the log-normal with them. Immutable.
record Latency(double calls, double logMean, double logVariance) {

  static final Latency UNKNOWN = new Latency(0, Double.NaN, 0.25);

  private static final double SLOWEST_STEP = 0.02;
  private static final double Z90 = 1.2815515655446004;

  /// After a call of so many milliseconds.
  Latency after(double millis) {
    double log = StrictMath.log(Math.max(millis, 1));
    if (calls == 0) {
      return new Latency(1, log, logVariance);
    }
    double step = Math.max(SLOWEST_STEP, 1 / (calls + 1));
    double surprise = log - logMean;
    return new Latency(
        calls + 1,
        logMean + step * surprise,
        (1 - step) * (logVariance + step * surprise * surprise));
  }

  /// Milliseconds that half of the calls stay below, NaN while unknown.
  double p50() {
    return StrictMath.exp(logMean);
  }

  /// Milliseconds that nine calls of ten stay below, NaN while unknown.
  double p90() {
    return StrictMath.exp(logMean + Z90 * StrictMath.sqrt(logVariance));
  }
}
