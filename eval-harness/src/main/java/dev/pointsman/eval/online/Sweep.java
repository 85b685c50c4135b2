package dev.pointsman.eval.online;

import dev.pointsman.bandit.Prediction;
import dev.pointsman.eval.table.ArmTable;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;

/// What a frozen policy would have served at other lambdas: the same predictions, another trade.
///
/// The lambdas are 17, evenly spaced on a log axis from a tenth of the least asked for to ten times
/// the greatest.
final class Sweep {

  private static final int POINTS = 17;

  private final ArmTable table;
  private final double[] lambdas;
  private final double[] quality = new double[POINTS];
  private final double[] cost = new double[POINTS];
  private int rows;

  Sweep(ArmTable table, List<Double> asked) {
    this.table = table;
    double[] positive = asked.stream().mapToDouble(l -> l).filter(l -> l > 0).toArray();
    double least = DoubleStream.of(positive).min().orElse(1) / 10;
    double greatest = DoubleStream.of(positive).max().orElse(100) * 10;
    this.lambdas = new double[POINTS];
    for (int k = 0; k < POINTS; k++) {
      lambdas[k] = least * Math.pow(greatest / least, (double) k / (POINTS - 1));
    }
  }

  /// Adds a held-out row: at each lambda the arm of the highest predicted utility is served.
  /// `tableArm` tells a prediction's arm in the table.
  void add(int row, List<Prediction> predictions, IntUnaryOperator tableArm) {
    rows++;
    for (int k = 0; k < POINTS; k++) {
      int arm = tableArm.applyAsInt(best(predictions, lambdas[k]));
      quality[k] += table.quality(row, arm);
      cost[k] += table.cost(row, arm);
    }
  }

  private static int best(List<Prediction> predictions, double lambda) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int arm = 0; arm < predictions.size(); arm++) {
      Prediction prediction = predictions.get(arm);
      double utility = prediction.quality() - lambda * prediction.costUsd();
      if (utility > highest) {
        highest = utility;
        best = arm;
      }
    }
    return best;
  }

  int points() {
    return POINTS;
  }

  double lambda(int k) {
    return lambdas[k];
  }

  double quality(int k) {
    return quality[k] / rows;
  }

  double cost(int k) {
    return cost[k] / rows;
  }
}
