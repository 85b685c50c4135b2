package dev.pointsman.bandit.ope;

/// A mean with its standard error and its 95 % interval; all NaN where the log says nothing.
public record Estimate(double value, double se, double low, double high) {

  private static final double Z95 = 1.959963984540054;

  /// Normal interval.
  public static Estimate of(double value, double se) {
    return new Estimate(value, se, value - Z95 * se, value + Z95 * se);
  }

  public double halfWidth() {
    return (high - low) / 2;
  }
}
