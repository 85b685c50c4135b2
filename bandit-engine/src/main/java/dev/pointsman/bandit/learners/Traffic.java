package dev.pointsman.bandit.learners;

/// The average context and the mean square of each of its numbers, over all rows seen.
///
/// Before any row a context has a constant 1 and blocks of squared length 1; that counts as one
/// row.
final class Traffic {

  private final double[] mean;
  private final double[] square;
  private double count = 1;

  Traffic(Blocks blocks) {
    this.mean = new double[blocks.dimension()];
    this.square = new double[blocks.dimension()];
    mean[0] = 1;
    for (int group = 0; group < blocks.count(); group++) {
      for (int i = blocks.from(group); i < blocks.to(group); i++) {
        square[i] = 1.0 / (blocks.to(group) - blocks.from(group));
      }
    }
  }

  private Traffic(StateReader in, int dimension) {
    this.mean = in.numbers(dimension);
    this.square = in.numbers(dimension);
    this.count = in.finite();
  }

  void save(StateWriter out) {
    out.numbers(mean);
    out.numbers(square);
    out.number(count);
  }

  static Traffic restore(StateReader in, int dimension) {
    return new Traffic(in, dimension);
  }

  void add(double[] x) {
    count++;
    for (int i = 1; i < x.length; i++) {
      mean[i] += (x[i] - mean[i]) / count;
      square[i] += (x[i] * x[i] - square[i]) / count;
    }
  }

  double[] mean() {
    return mean.clone();
  }

  /// Mean squared length of a block, at least a thousandth.
  double squaredLength(Blocks blocks, int group) {
    double sum = 0;
    for (int i = blocks.from(group); i < blocks.to(group); i++) {
      sum += square[i];
    }
    return Math.max(sum, 1e-3);
  }
}
