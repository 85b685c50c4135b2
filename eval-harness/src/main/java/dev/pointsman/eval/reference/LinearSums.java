package dev.pointsman.eval.reference;

/// The sums that linear regressions of many targets on one set of rows need: X'X, X'Y with a
/// leading constant 1.
///
/// Sums over folds add and subtract, so that leaving one out costs no pass over the rows.
public final class LinearSums {

  private final int width;
  private final int targets;
  private final double[] gram;
  private final double[] moments;

  /// `dimension` inputs beside the constant.
  public LinearSums(int dimension, int targets) {
    this.width = dimension + 1;
    this.targets = targets;
    this.gram = new double[width * width];
    this.moments = new double[targets * width];
  }

  public void add(float[] x, double[] y) {
    double[] row = new double[width];
    row[0] = 1;
    for (int i = 1; i < width; i++) {
      row[i] = x[i - 1];
    }
    for (int i = 0; i < width; i++) {
      double scale = row[i];
      for (int j = 0; j <= i; j++) {
        gram[i * width + j] += scale * row[j];
      }
    }
    for (int t = 0; t < targets; t++) {
      double scale = y[t];
      if (scale != 0) {
        for (int i = 0; i < width; i++) {
          moments[t * width + i] += scale * row[i];
        }
      }
    }
  }

  public double rows() {
    return gram[0];
  }

  /// These sums plus `sign` times the other's.
  public LinearSums plus(LinearSums other, double sign) {
    LinearSums sum = new LinearSums(width - 1, targets);
    for (int i = 0; i < gram.length; i++) {
      sum.gram[i] = gram[i] + sign * other.gram[i];
    }
    for (int i = 0; i < moments.length; i++) {
      sum.moments[i] = moments[i] + sign * other.moments[i];
    }
    return sum;
  }

  /// Ridge around each target's mean: y = ȳ + θ'(x - x̄), θ = (Σ(x-x̄)(x-x̄)' + strength I)⁻¹
  /// Σ(x-x̄)(y-ȳ).
  public LinearFit fit(double strength) {
    double n = gram[0];
    int d = width - 1;
    double[] centred = new double[d * d];
    for (int i = 0; i < d; i++) {
      double meanOfI = gram[(i + 1) * width] / n;
      for (int j = 0; j <= i; j++) {
        double product = meanOfI * gram[(j + 1) * width];
        centred[i * d + j] = gram[(i + 1) * width + j + 1] - product;
      }
      centred[i * d + i] += strength;
    }
    factor(centred, d);
    double[] coefficients = new double[targets * width];
    for (int t = 0; t < targets; t++) {
      double meanOfTarget = moments[t * width] / n;
      double[] theta = new double[d];
      for (int i = 0; i < d; i++) {
        theta[i] = moments[t * width + i + 1] - meanOfTarget * gram[(i + 1) * width];
      }
      solve(centred, theta);
      double intercept = meanOfTarget;
      for (int i = 0; i < d; i++) {
        intercept -= theta[i] * gram[(i + 1) * width] / n;
        coefficients[t * width + i + 1] = theta[i];
      }
      coefficients[t * width] = intercept;
    }
    return new LinearFit(width, coefficients);
  }

  /// Cholesky in the lower triangle, in place. The strength keeps the pivots positive; what
  /// rounding still makes of a constant column is held at the strength's scale.
  private static void factor(double[] m, int d) {
    for (int j = 0; j < d; j++) {
      for (int i = j; i < d; i++) {
        double sum = m[i * d + j];
        for (int k = 0; k < j; k++) {
          sum -= m[i * d + k] * m[j * d + k];
        }
        m[i * d + j] = i == j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / m[j * d + j];
      }
    }
  }

  private static void solve(double[] lower, double[] y) {
    int d = y.length;
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < i; k++) {
        y[i] -= lower[i * d + k] * y[k];
      }
      y[i] /= lower[i * d + i];
    }
    for (int i = d - 1; i >= 0; i--) {
      for (int k = i + 1; k < d; k++) {
        y[i] -= lower[k * d + i] * y[k];
      }
      y[i] /= lower[i * d + i];
    }
  }
}
