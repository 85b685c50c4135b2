package dev.pointsman.bandit.learners;

/// Means of one number by cell: a cell's own rows and `cellRows` rows of the mean over all cells,
/// which itself has `expectedRows` rows of what was expected. Immutable; a new row copies O(cells).
///
/// Without any row, own or expected, a mean is NaN.
final class CellMeans {

  private final double expected;
  private final double expectedRows;
  private final double cellRows;
  private final double[] sums;
  private final double[] weights;
  private final double sum;
  private final double weight;

  private CellMeans(
      double[] sums, double[] weights, double expected, double expectedRows, double cellRows) {
    this.sums = sums;
    this.weights = weights;
    this.expected = expected;
    this.expectedRows = expectedRows;
    this.cellRows = cellRows;
    double allSums = expectedRows * expected;
    double allWeights = expectedRows;
    for (int cell = 0; cell < sums.length; cell++) {
      allSums += sums[cell];
      allWeights += weights[cell];
    }
    this.sum = allSums;
    this.weight = allWeights;
  }

  static CellMeans empty(int cells, double cellRows) {
    return new CellMeans(new double[cells], new double[cells], 0, 0, cellRows);
  }

  CellMeans expecting(double value, double rows) {
    return new CellMeans(sums, weights, value, rows, cellRows);
  }

  CellMeans with(int cell, Amendment row) {
    double[] newSums = sums.clone();
    double[] newWeights = weights.clone();
    newSums[cell] += row.addedValue();
    newWeights[cell] += row.addedWeight();
    return new CellMeans(newSums, newWeights, expected, expectedRows, cellRows);
  }

  double mean(int cell) {
    return (sums[cell] + cellRows * sum / weight) / (weights[cell] + cellRows);
  }

  /// Variance of that mean when a row has variance 1, the mean over all cells taken as independent.
  double variance(int cell) {
    double pulled = cellRows / (weights[cell] + cellRows);
    return 1 / (weights[cell] + cellRows) + pulled * pulled / weight;
  }
}
