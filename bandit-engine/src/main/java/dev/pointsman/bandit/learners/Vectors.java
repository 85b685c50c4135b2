package dev.pointsman.bandit.learners;

/// Dense vectors of doubles. Scalar code in a fixed order: the same bits on every machine.
final class Vectors {

  private Vectors() {}

  static double dot(double[] x, double[] y) {
    requireSameLength(x, y);
    return dot(x, 0, y, 0, x.length);
  }

  /// Sum of `x[xFrom + i] * y[yFrom + i]` over `i < count`, in four running sums.
  static double dot(double[] x, int xFrom, double[] y, int yFrom, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      sum0 += x[xFrom + i] * y[yFrom + i];
      sum1 += x[xFrom + i + 1] * y[yFrom + i + 1];
      sum2 += x[xFrom + i + 2] * y[yFrom + i + 2];
      sum3 += x[xFrom + i + 3] * y[yFrom + i + 3];
    }
    for (; i < count; i++) {
      sum0 += x[xFrom + i] * y[yFrom + i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /// `y += scale * x`.
  static void axpy(double scale, double[] x, double[] y) {
    requireSameLength(x, y);
    for (int i = 0; i < x.length; i++) {
      y[i] += scale * x[i];
    }
  }

  private static void requireSameLength(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException("lengths differ: " + x.length + " and " + y.length);
    }
  }

  static void scale(double[] x, double factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }
}
