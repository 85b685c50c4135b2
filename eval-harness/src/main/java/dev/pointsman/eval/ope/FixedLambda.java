package dev.pointsman.eval.ope;

/// The arm of highest value x quality - lambda x cost, as the decision's own record predicted them.
final class FixedLambda implements Target {

  private final double lambda;

  FixedLambda(double lambda) {
    this.lambda = lambda;
  }

  @Override
  public double[] of(LogRow row, ArmNames names) {
    if (!row.isDecision() || row.predictedQuality.length == 0) {
      throw row.bad(
          "the row has no predictions to apply a lambda to",
          "--target lambda=L needs exported decision records");
    }
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < row.arms.size(); i++) {
      double utility = row.value * row.predictedQuality[i] - lambda * row.predictedCost[i];
      if (Double.isNaN(utility)) {
        throw row.bad(
            "quality or cost of '" + row.arms.get(i) + "' is not predicted",
            "--target lambda=L needs both for each eligible arm");
      }
      if (utility > most) {
        most = utility;
        best = i;
      }
    }
    double[] certain = new double[row.arms.size()];
    certain[best] = 1;
    return certain;
  }
}
