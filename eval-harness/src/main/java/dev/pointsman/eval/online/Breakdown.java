package dev.pointsman.eval.online;

import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.ArrayList;
import java.util.List;

/// Quality and cost of the learner and of the best fixed arm, and the learner's errors, on each
/// group of rows, at one lambda.
///
/// A mean pools the seeds: every time a row was held out counts once. Intervals resample rows; a
/// row brings all its seeds along.
final class Breakdown {

  private static final int ERRORS = 4;
  private static final int HELD_OUT = ERRORS + RouteErrors.KINDS;
  private static final int COLUMNS = HELD_OUT + 1;

  private final double lambda;
  private final List<Groups.Group> groups;
  private final double[][] sums;

  Breakdown(ArmTable table, List<Groups.Group> groups, List<SeedRun> runs, AtLambda at) {
    this.lambda = at.lambda;
    this.groups = groups;
    this.sums = new double[table.rows()][COLUMNS];
    RouteErrors errors = new RouteErrors(table);
    for (SeedRun run : runs) {
      Split split = run.split();
      int fixed = run.references().get(at.index).bestFixed();
      for (int place = 0; place < split.heldOutSize(); place++) {
        int row = split.heldOut(place);
        int arm = run.lives().get(at.index).heldOutArm(place);
        double[] sum = sums[row];
        sum[0] += table.quality(row, arm);
        sum[1] += table.cost(row, arm);
        sum[2] += table.quality(row, fixed);
        sum[3] += table.cost(row, fixed);
        errors.add(row, arm, sum, ERRORS);
        sum[HELD_OUT]++;
      }
    }
  }

  /// A lambda and its place among those asked for.
  record AtLambda(int index, double lambda) {}

  /// One a group, those left out that no seed held out.
  List<Details.Group> groups(Bootstrap bootstrap) {
    List<Bootstrap.Estimate> estimates = bootstrap.estimate(this::statistics);
    List<Details.Group> named = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      int from = g * COLUMNS;
      if (Double.isNaN(estimates.get(from).mean())) {
        continue;
      }
      named.add(
          new Details.Group(
              groups.get(g).by(),
              groups.get(g).name(),
              groups.get(g).rows().size(),
              measure(estimates.get(from)),
              measure(estimates.get(from + 1)),
              measure(estimates.get(from + 2)),
              measure(estimates.get(from + 3)),
              measure(estimates.get(from + HELD_OUT)),
              estimates.get(from + ERRORS + RouteErrors.MISROUTE).mean(),
              estimates.get(from + ERRORS + RouteErrors.HARM).mean(),
              estimates.get(from + ERRORS + RouteErrors.LUCK).mean()));
    }
    return named;
  }

  private static Details.Measure measure(Bootstrap.Estimate estimate) {
    return new Details.Measure(estimate.mean(), List.of(estimate.low(), estimate.high()));
  }

  private double[] statistics(int[] multiplicities) {
    double[] statistics = new double[groups.size() * COLUMNS];
    for (int g = 0; g < groups.size(); g++) {
      double[] total = new double[COLUMNS];
      for (int row : groups.get(g).rows()) {
        for (int column = 0; column < COLUMNS; column++) {
          total[column] += multiplicities[row] * sums[row][column];
        }
      }
      int at = g * COLUMNS;
      for (int column = 0; column < HELD_OUT; column++) {
        statistics[at + column] = total[column] / total[HELD_OUT];
      }
      statistics[at + HELD_OUT] =
          (statistics[at] - lambda * statistics[at + 1])
              - (statistics[at + 2] - lambda * statistics[at + 3]);
    }
    return statistics;
  }
}
