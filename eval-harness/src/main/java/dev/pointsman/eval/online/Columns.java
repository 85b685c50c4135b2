package dev.pointsman.eval.online;

import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lays out what one seed's held-out rows and stream gave as columns, for means and resampling.
///
/// Held out: eight columns a lambda, then quality and cost of each single model. Stream: one column
/// a lambda, the learner's realised utility less that of the best fixed arm in hindsight.
final class Columns {

  static final int QUALITY = 0;
  static final int COST = 1;
  static final int BEST_FIXED = 2;
  static final int RIDGE = 3;
  static final int NEAREST = 4;
  static final int UNIFORM = 5;
  static final int CATEGORY = 6;
  static final int ORACLE = 7;
  static final int PER_LAMBDA = 8;

  private final World world;
  private final ArmTable table;
  private final List<Double> lambdas;

  Columns(World world, List<Double> lambdas) {
    this.world = world;
    this.table = world.table();
    this.lambdas = lambdas;
  }

  static int at(int lambda, int column) {
    return lambda * PER_LAMBDA + column;
  }

  int singles() {
    return lambdas.size() * PER_LAMBDA;
  }

  Series heldOut(SeedRun run) {
    Split split = run.split();
    Series series = new Series(split.heldOutRows(), singles() + 2 * table.models());
    for (int l = 0; l < lambdas.size(); l++) {
      Map<String, Integer> byCategory = bestByCategory(split, lambdas.get(l));
      int fixed = run.references().get(l).bestFixed();
      for (int place = 0; place < split.heldOutSize(); place++) {
        int row = split.heldOut(place);
        int arm = run.lives().get(l).heldOutArm(place);
        series.set(place, at(l, QUALITY), table.quality(row, arm));
        series.set(place, at(l, COST), table.cost(row, arm));
        double lambda = lambdas.get(l);
        int ridge = run.references().get(l).ridge().arms().get(place);
        int nearest = run.references().get(l).nearest().arms().get(place);
        series.set(place, at(l, BEST_FIXED), utility(row, fixed, lambda));
        series.set(place, at(l, RIDGE), utility(row, ridge, lambda));
        series.set(place, at(l, NEAREST), utility(row, nearest, lambda));
        int category = byCategory.getOrDefault(table.slice(row), fixed);
        series.set(place, at(l, CATEGORY), utility(row, category, lambda));
        setExtremes(series, place, l, row);
      }
    }
    for (int place = 0; place < split.heldOutSize(); place++) {
      int row = split.heldOut(place);
      for (int model = 0; model < table.models(); model++) {
        series.set(place, singles() + 2 * model, table.quality(row, model));
        series.set(place, singles() + 2 * model + 1, table.cost(row, model));
      }
    }
    return series;
  }

  Series stream(SeedRun run) {
    Split split = run.split();
    Series series = new Series(split.streamRows(), lambdas.size());
    for (int l = 0; l < lambdas.size(); l++) {
      int fixed = bestInHindsight(split, lambdas.get(l));
      for (int place = 0; place < split.streamSize(); place++) {
        double best = streamUtility(split, place, fixed, lambdas.get(l));
        series.set(place, l, run.lives().get(l).streamUtility(place) - best);
      }
    }
    return series;
  }

  /// The best arm over the stream as it was, of those that were there all the time.
  private int bestInHindsight(Split split, double lambda) {
    double[] sums = new double[table.arms()];
    for (int arm = 0; arm < sums.length; arm++) {
      for (int place = 0; place < split.streamSize(); place++) {
        sums[arm] += streamUtility(split, place, arm, lambda);
      }
    }
    world.absentBefore().ifPresent(arm -> sums[arm] = Double.NEGATIVE_INFINITY);
    world.absentAfter().ifPresent(arm -> sums[arm] = Double.NEGATIVE_INFINITY);
    return indexOfHighest(sums);
  }

  private double streamUtility(Split split, int place, int arm, double lambda) {
    ArmTable then = world.isBefore(place, split) ? world.before() : table;
    int row = split.stream(place);
    return then.quality(row, arm) - lambda * then.cost(row, arm);
  }

  private void setExtremes(Series series, int place, int l, int row) {
    double sum = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int arm = 0; arm < table.arms(); arm++) {
      double utility = utility(row, arm, lambdas.get(l));
      sum += utility;
      best = Math.max(best, utility);
    }
    series.set(place, at(l, UNIFORM), sum / table.arms());
    series.set(place, at(l, ORACLE), best);
  }

  private double utility(int row, int arm, double lambda) {
    return table.quality(row, arm) - lambda * table.cost(row, arm);
  }

  /// The arm of the highest mean utility of each category on the stream.
  private Map<String, Integer> bestByCategory(Split split, double lambda) {
    Map<String, double[]> sums = new HashMap<>();
    for (int place = 0; place < split.streamSize(); place++) {
      int row = split.stream(place);
      double[] sum = sums.computeIfAbsent(table.slice(row), slice -> new double[table.arms()]);
      for (int arm = 0; arm < sum.length; arm++) {
        sum[arm] += utility(row, arm, lambda);
      }
    }
    Map<String, Integer> best = new HashMap<>();
    sums.forEach((slice, sum) -> best.put(slice, indexOfHighest(sum)));
    return best;
  }

  private static int indexOfHighest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
