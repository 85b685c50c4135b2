package dev.pointsman.bandit.learners;

import java.util.Optional;

/// The factor L of a positive definite matrix M = L Lᵀ, kept up to date under rank-one additions.
///
/// Matrices are packed: the lower triangle, column after column, so that every inner loop runs over
/// neighbours. Solving, `inverseForm` and `add` cost O(d²), factoring O(d³).
///
/// Source: Gill, Golub, Murray and Saunders, Methods for Modifying Matrix Factorizations (Math.
/// Comp. 28, 1974), method C1. Only additions happen here, so the update is stable; what rounding
/// remains is removed by the owner factoring afresh now and then. One thread.
final class Cholesky {

  private final int dimension;
  private final double[] lower;

  private Cholesky(int dimension, double[] lower) {
    this.dimension = dimension;
    this.lower = lower;
  }

  void save(StateWriter out) {
    out.numbers(lower);
  }

  static Cholesky restore(StateReader in, int dimension) {
    double[] lower = in.numbers(packedLength(dimension));
    for (int k = 0; k < dimension; k++) {
      if (!(lower[diagonal(k, dimension)] > 0)) {
        throw new SnapshotException("a factor in it is not positive");
      }
    }
    return new Cholesky(dimension, lower);
  }

  static int packedLength(int dimension) {
    return dimension * (dimension + 1) / 2;
  }

  /// Where the diagonal entry of a column stands; the rest of the column follows it.
  static int diagonal(int column, int dimension) {
    return column * dimension - column * (column - 1) / 2;
  }

  /// Adds `weight * x xᵀ` to a packed matrix.
  static void addOuter(double[] packed, double[] x, double weight) {
    int at = 0;
    for (int column = 0; column < x.length; column++) {
      double scale = weight * x[column];
      for (int row = column; row < x.length; row++) {
        packed[at++] += scale * x[row];
      }
    }
  }

  /// Factors a packed matrix; empty when it is not positive definite.
  static Optional<Cholesky> of(double[] packed, int dimension) {
    double[] lower = packed.clone();
    for (int k = 0; k < dimension; k++) {
      int at = diagonal(k, dimension);
      double pivot = lower[at];
      if (!(pivot > 0) || Double.isInfinite(pivot)) {
        return Optional.empty();
      }
      double root = Math.sqrt(pivot);
      for (int i = 0; i < dimension - k; i++) {
        lower[at + i] /= root;
      }
      for (int j = k + 1; j < dimension; j++) {
        double scale = lower[at + j - k];
        int to = diagonal(j, dimension);
        int from = at + j - k;
        for (int i = 0; i < dimension - j; i++) {
          lower[to + i] -= scale * lower[from + i];
        }
      }
    }
    return Optional.of(new Cholesky(dimension, lower));
  }

  /// Turns the factor of M into that of `M + weight * x xᵀ`, `weight >= 0`.
  void add(double[] x, double weight) {
    if (!(weight >= 0)) {
      throw new IllegalArgumentException("a factor can only grow, weight was " + weight);
    }
    double root = Math.sqrt(weight);
    double[] rest = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      rest[i] = root * x[i];
    }
    for (int k = 0; k < dimension; k++) {
      if (rest[k] == 0) {
        continue;
      }
      int at = diagonal(k, dimension) - k;
      double old = lower[at + k];
      double grown = Math.sqrt(old * old + rest[k] * rest[k]);
      double cos = grown / old;
      double sin = rest[k] / old;
      lower[at + k] = grown;
      for (int i = k + 1; i < dimension; i++) {
        lower[at + i] = (lower[at + i] + sin * rest[i]) / cos;
        rest[i] = cos * rest[i] - sin * lower[at + i];
      }
    }
  }

  /// M⁻¹ y.
  double[] solve(double[] y) {
    double[] z = y.clone();
    forward(z, 0, dimension);
    backward(z, 0);
    return z;
  }

  /// xᵀ M⁻¹ x.
  double inverseForm(double[] x) {
    double[] z = x.clone();
    forward(z, 0, dimension);
    return Vectors.dot(z, z);
  }

  /// xᵀ M⁻¹ x for x itself, and then for x with 1 added at each place from `from` on, in turn;
  /// O(d²) for all of them, as they differ in a short tail.
  double[] inverseForms(double[] x, int from) {
    double[] z = x.clone();
    forward(z, 0, from);
    double head = Vectors.dot(z, 0, z, 0, from);
    double[] forms = new double[dimension - from + 1];
    for (int i = 0; i < forms.length; i++) {
      double[] tail = z.clone();
      if (i > 0) {
        tail[from + i - 1] += 1;
      }
      forward(tail, from, dimension);
      forms[i] = head + Vectors.dot(tail, from, tail, from, dimension - from);
    }
    return forms;
  }

  /// M⁻¹, row by row; O(d³ / 3).
  double[][] inverse() {
    double[][] rows = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      double[] z = rows[i];
      z[i] = 1;
      forward(z, i, dimension);
      backward(z, i);
      for (int j = 0; j < i; j++) {
        z[j] = rows[j][i];
      }
    }
    return rows;
  }

  Cholesky copy() {
    return new Cholesky(dimension, lower.clone());
  }

  /// One column after the other, `first` to `end`: from the first to the last z becomes L⁻¹ z.
  private void forward(double[] z, int first, int end) {
    for (int k = first; k < end; k++) {
      int at = diagonal(k, dimension) - k;
      double solved = z[k] / lower[at + k];
      z[k] = solved;
      for (int i = k + 1; i < dimension; i++) {
        z[i] -= solved * lower[at + i];
      }
    }
  }

  /// z becomes L⁻ᵀ z, from the last entry back to `first`.
  private void backward(double[] z, int first) {
    for (int k = dimension - 1; k >= first; k--) {
      int at = diagonal(k, dimension);
      double known = Vectors.dot(lower, at + 1, z, k + 1, dimension - k - 1);
      z[k] = (z[k] - known) / lower[at];
    }
  }
}
