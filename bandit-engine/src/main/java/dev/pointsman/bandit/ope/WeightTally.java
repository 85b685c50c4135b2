package dev.pointsman.bandit.ope;

import java.util.Arrays;

/// How importance weights are spread, one at a time, in bounded memory. One thread.
///
/// `topShare` reads a histogram of 64 steps per doubling: within 1 % of the exact share.
public final class WeightTally {

  private static final int STEPS = 64;
  private static final int LEAST_EXPONENT = -40;
  private static final int EXPONENTS = 104;
  private static final double TOP = 0.01;

  private final double[] counts = new double[STEPS * EXPONENTS];
  private final double[] masses = new double[STEPS * EXPONENTS];
  private final double[] unit = new double[2];
  private final Moments moments = new Moments(2);
  private long rows;
  private double squares;
  private double max;

  /// Adds a row of this importance weight, times its own weight in every sum.
  public void add(double ratio, double weight) {
    rows++;
    unit[0] = weight;
    unit[1] = weight * ratio;
    moments.add(unit);
    squares += unit[1] * unit[1];
    max = Math.max(max, ratio);
    if (unit[1] > 0) {
      int at = step(unit[1]);
      counts[at]++;
      masses[at] += unit[1];
    }
  }

  public long rows() {
    return rows;
  }

  /// (Σ vw)² / Σ (vw)²: how many rows of the target's own these are worth; 0 when none matches.
  public double effectiveSampleSize() {
    double sum = moments.sum(1);
    return squares == 0 ? 0 : sum * sum / squares;
  }

  /// The largest importance weight.
  public double max() {
    return max;
  }

  /// Σ vw / Σ v, which tends to 1 when propensities are true and the target is supported.
  public Estimate mean() {
    double weights = moments.sum(0);
    if (weights == 0) {
      return Estimate.of(Double.NaN, Double.NaN);
    }
    double mean = moments.sum(1) / weights;
    double[] gradient = {-mean / weights, 1 / weights};
    return Estimate.of(mean, moments.standardError(gradient));
  }

  /// Share of all weight that the heaviest hundredth of the matching rows holds (at least one row).
  public double topShare() {
    double matching = Arrays.stream(counts).sum();
    double wanted = Math.max(1, matching * TOP);
    double held = 0;
    for (int i = counts.length - 1; i >= 0 && wanted > 0; i--) {
      if (counts[i] > 0) {
        double taken = Math.min(1, wanted / counts[i]);
        held += taken * masses[i];
        wanted -= counts[i];
      }
    }
    return matching == 0 ? 0 : held / moments.sum(1);
  }

  private static int step(double weight) {
    int exponent = Math.getExponent(weight);
    int row = Math.clamp(exponent - LEAST_EXPONENT, 0, EXPONENTS - 1);
    double mantissa = weight / Math.scalb(1.0, exponent);
    int column = Math.clamp((int) ((mantissa - 1) * STEPS), 0, STEPS - 1);
    return row * STEPS + column;
  }
}
