package dev.pointsman.bandit.learners;

/// Bayesian linear regression of one number on a context, row by row.
///
/// | symbol | field |
/// |---|---|
/// | A = Σ w x xᵀ, b = Σ w y x, n = Σ w, S = Σ w y² | `moments`, `response`, `weight`, `square` |
/// | Λ, m: the prior's precision and mean | `prior` |
/// | θ = (A + Λ)⁻¹ (b + Λ m), L Lᵀ = A + Λ | `posterior` |
///
/// A, b, n, S are plain sums, free of the prior: rows may come in any order and the prior may
/// change later. A row costs O(d²); every 4,096 rows the factor is made afresh from A. A published
/// posterior is never written again (copy on write). One thread.
final class Ridge {

  private static final int REFRESH_ROWS = 4096;

  private final double[] moments;
  private final double[] response;
  private double weight;
  private double square;
  private Prior prior;
  private Posterior posterior;
  private boolean published;
  private int rowsSinceRefresh;

  Ridge(Prior prior) {
    this.moments = new double[Cholesky.packedLength(prior.dimension())];
    this.response = new double[prior.dimension()];
    this.prior = prior;
    this.posterior = fresh();
  }

  private Ridge(StateReader in, int dimension) {
    this.moments = in.numbers(Cholesky.packedLength(dimension));
    this.response = in.numbers(dimension);
    this.weight = in.finite();
    this.square = in.finite();
    this.rowsSinceRefresh = in.count(REFRESH_ROWS);
    this.prior = Prior.restore(in, dimension);
    this.posterior = Posterior.restore(in, dimension);
  }

  /// The factor is saved too: made afresh it would differ in its last bits.
  void save(StateWriter out) {
    out.numbers(moments);
    out.numbers(response);
    out.number(weight);
    out.number(square);
    out.count(rowsSinceRefresh);
    prior.save(out);
    posterior.save(out);
  }

  static Ridge restore(StateReader in, int dimension) {
    return new Ridge(in, dimension);
  }

  /// Teaches a row at x, or amends one taught before at the same x; its weight may only grow.
  void replace(double[] x, Amendment row) {
    double added = row.addedWeight();
    Vectors.axpy(row.addedValue(), x, response);
    weight += added;
    square += row.addedSquare();
    if (added > 0) {
      Cholesky.addOuter(moments, x, added);
      rowsSinceRefresh++;
    }
    if (rowsSinceRefresh == REFRESH_ROWS) {
      refresh();
      return;
    }
    if (published) {
      posterior = posterior.copy();
      published = false;
    }
    posterior.add(x, added);
    posterior.solveFor(prior.pulled(response));
  }

  /// Lets all rows so far count `factor` times what they did. The owner changes or confirms the
  /// prior next, which makes the posterior anew.
  void discount(double factor) {
    Vectors.scale(moments, factor);
    Vectors.scale(response, factor);
    weight *= factor;
    square *= factor;
  }

  /// Changes the prior; what was observed stays.
  void hold(Prior newPrior) {
    prior = newPrior;
    refresh();
  }

  Posterior posterior() {
    return posterior;
  }

  /// The posterior for readers on other threads, never written again.
  Posterior publish() {
    published = true;
    return posterior;
  }

  Prior prior() {
    return prior;
  }

  double weight() {
    return weight;
  }

  /// b, with the prior's guess as further rows.
  double[] responseWithGuess() {
    return prior.withGuess(response);
  }

  /// Weighted sum of squared residuals at θ.
  double residualSquares() {
    double sum = square;
    for (int column = 0, at = 0; column < response.length; column++) {
      double theta = posterior.theta(column);
      sum += theta * (theta * moments[at++] - 2 * response[column]);
      for (int row = column + 1; row < response.length; row++) {
        sum += 2 * theta * posterior.theta(row) * moments[at++];
      }
    }
    return Math.max(sum, 0);
  }

  double[] moments() {
    return moments.clone();
  }

  double[] response() {
    return response.clone();
  }

  private void refresh() {
    posterior = fresh();
    published = false;
    rowsSinceRefresh = 0;
  }

  private Posterior fresh() {
    Cholesky factor =
        Cholesky.of(prior.added(moments), response.length)
            .orElseThrow(() -> new IllegalStateException("a ridge lost its positive definiteness"));
    return new Posterior(factor, factor.solve(prior.pulled(response)));
  }
}
