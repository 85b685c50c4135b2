package dev.pointsman.bandit.learners;

/// What a regression believes: its coefficients and how sure it is of them. Reading is pure; the
/// owner stops writing once it has published one. O(d) a mean, O(d²) a variance.
final class Posterior {

  private final Cholesky factor;
  private double[] theta;

  Posterior(Cholesky factor, double[] theta) {
    this.factor = factor;
    this.theta = theta;
  }

  void save(StateWriter out) {
    factor.save(out);
    out.numbers(theta);
  }

  static Posterior restore(StateReader in, int dimension) {
    return new Posterior(Cholesky.restore(in, dimension), in.numbers(dimension));
  }

  double mean(double[] x) {
    return Vectors.dot(theta, x);
  }

  /// Variance of the mean at x when a single row has variance 1.
  double variance(double[] x) {
    return factor.inverseForm(x);
  }

  /// The same at x, and then at x with 1 added at each place from `from` on, in turn.
  double[] variances(double[] x, int from) {
    return factor.inverseForms(x, from);
  }

  double theta(int index) {
    return theta[index];
  }

  double[] thetas() {
    return theta.clone();
  }

  /// The covariance of the coefficients when a single row has variance 1.
  double[][] covariance() {
    return factor.inverse();
  }

  double[] solve(double[] y) {
    return factor.solve(y);
  }

  void add(double[] x, double weight) {
    factor.add(x, weight);
  }

  void solveFor(double[] rightHandSide) {
    theta = factor.solve(rightHandSide);
  }

  Posterior copy() {
    return new Posterior(factor.copy(), theta.clone());
  }
}
