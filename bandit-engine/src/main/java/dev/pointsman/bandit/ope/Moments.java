package dev.pointsman.bandit.ope;

/// Sums and second moments of vectors that come one at a time: what the delta method needs.
///
/// Memory O(d²), O(d²) a vector. One thread.
final class Moments {

  private final double[] sums;
  private final double[] products;
  private long units;

  Moments(int dimension) {
    sums = new double[dimension];
    products = new double[dimension * (dimension + 1) / 2];
  }

  int dimension() {
    return sums.length;
  }

  Moments copy() {
    Moments copy = new Moments(sums.length);
    System.arraycopy(sums, 0, copy.sums, 0, sums.length);
    System.arraycopy(products, 0, copy.products, 0, products.length);
    copy.units = units;
    return copy;
  }

  void add(double[] unit) {
    units++;
    int at = 0;
    for (int i = 0; i < sums.length; i++) {
      double x = unit[i];
      sums[i] += x;
      for (int j = 0; j <= i; j++) {
        products[at++] += x * unit[j];
      }
    }
  }

  double sum(int index) {
    return sums[index];
  }

  /// Standard error of a function of the sums, given its gradient at them.
  ///
  /// Units are independent; the function is unchanged when all sums grow alike (a sum of ratios),
  /// so the gradient's inner products with the units, their influence, add up to 0. NaN for fewer
  /// than two units.
  double standardError(double[] gradient) {
    if (units < 2) {
      return Double.NaN;
    }
    double squares = 0;
    int at = 0;
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < i; j++) {
        squares += 2 * gradient[i] * gradient[j] * products[at++];
      }
      squares += gradient[i] * gradient[i] * products[at++];
    }
    return Math.sqrt(Math.max(0, squares) * units / (units - 1));
  }
}
