package dev.pointsman.eval.report;

/// A mean and its 95 % interval; without one, both ends are NaN.
record Estimate(double mean, double low, double high) {

  static Estimate of(double mean, double low, double high) {
    return new Estimate(mean, low, high);
  }

  static Estimate bare(double mean) {
    return new Estimate(mean, Double.NaN, Double.NaN);
  }

  Estimate negated() {
    return new Estimate(-mean, -high, -low);
  }

  boolean hasInterval() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  /// Whether the whole interval lies above 0; never without one.
  boolean isAbove() {
    return low > 0;
  }

  boolean isBelow() {
    return high < 0;
  }
}
