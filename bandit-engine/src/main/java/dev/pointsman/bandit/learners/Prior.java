package dev.pointsman.bandit.learners;

/// What a regression believes before its own rows: coefficients near `mean`, each held as firmly as
/// `precision` rows would, and perhaps a guess of the value at one context, worth `guessRows` rows.
///
/// Immutable; arrays are not copied and must not be written afterwards.
final class Prior {

  private final double[] mean;
  private final double[] precision;
  private final double[] guessAt;
  private final double guess;
  private final double guessRows;

  Prior(double[] mean, double[] precision) {
    this(mean, precision, mean, 0, 0);
  }

  private Prior(
      double[] mean, double[] precision, double[] guessAt, double guess, double guessRows) {
    this.mean = mean;
    this.precision = precision;
    this.guessAt = guessAt;
    this.guess = guess;
    this.guessRows = guessRows;
  }

  Prior guessing(double[] at, double value, double rows) {
    return new Prior(mean, precision, at, value, rows);
  }

  void save(StateWriter out) {
    out.numbers(mean);
    out.numbers(precision);
    out.numbers(guessAt);
    out.number(guess);
    out.number(guessRows);
  }

  static Prior restore(StateReader in, int dimension) {
    return new Prior(
        in.numbers(dimension),
        in.numbers(dimension),
        in.numbers(dimension),
        in.finite(),
        in.finite());
  }

  int dimension() {
    return mean.length;
  }

  double mean(int index) {
    return mean[index];
  }

  double precision(int index) {
    return precision[index];
  }

  /// The packed moments with the prior's precision and guess added.
  double[] added(double[] moments) {
    double[] packed = moments.clone();
    for (int i = 0; i < mean.length; i++) {
      packed[Cholesky.diagonal(i, mean.length)] += precision[i];
    }
    if (guessRows > 0) {
      Cholesky.addOuter(packed, guessAt, guessRows);
    }
    return packed;
  }

  /// The response with the guess added, without the pull towards the mean.
  double[] withGuess(double[] response) {
    double[] sum = response.clone();
    if (guessRows > 0) {
      Vectors.axpy(guessRows * guess, guessAt, sum);
    }
    return sum;
  }

  /// The right-hand side of the normal equations.
  double[] pulled(double[] response) {
    double[] sum = withGuess(response);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += precision[i] * mean[i];
    }
    return sum;
  }
}
