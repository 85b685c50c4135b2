package dev.pointsman.eval.online;

import dev.pointsman.eval.table.ArmTable;
import java.util.HashMap;
import java.util.Map;

/// How a request may have gone wrong for want of a better arm.
///
/// Expected quality of an arm on a slice is its mean over all rows of the slice in the table.
/// Immutable.
final class RouteErrors {

  static final int MISROUTE = 0;
  static final int HARM = 1;
  static final int LUCK = 2;
  static final int KINDS = 3;

  private static final double TOLERATED = 0.05;

  private final ArmTable table;
  private final Map<String, double[]> expected;
  private final int strongest;

  RouteErrors(ArmTable table) {
    this.table = table;
    this.expected = expected(table);
    this.strongest = strongest(table);
  }

  /// Adds what this arm on this row is: misrouted (expected to be more than 0.05 worse on its slice
  /// than the best), harmed (wrong where the strongest model is right) or lucky (the reverse).
  void add(int row, int arm, double[] counts, int from) {
    double[] slice = expected.getOrDefault(table.slice(row), new double[table.arms()]);
    double best = 0;
    for (double quality : slice) {
      best = Math.max(best, quality);
    }
    boolean right = table.quality(row, arm) >= 0.5;
    boolean strongestRight = table.quality(row, strongest) >= 0.5;
    counts[from + MISROUTE] += slice[arm] < best - TOLERATED ? 1 : 0;
    counts[from + HARM] += strongestRight && !right ? 1 : 0;
    counts[from + LUCK] += right && !strongestRight ? 1 : 0;
  }

  private static Map<String, double[]> expected(ArmTable table) {
    Map<String, double[]> sums = new HashMap<>();
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      double[] sum = sums.computeIfAbsent(table.slice(row), slice -> new double[table.arms()]);
      for (int arm = 0; arm < sum.length; arm++) {
        sum[arm] += table.quality(row, arm);
      }
      rows.merge(table.slice(row), 1, Integer::sum);
    }
    sums.forEach(
        (slice, sum) -> {
          int n = rows.getOrDefault(slice, 1);
          for (int arm = 0; arm < sum.length; arm++) {
            sum[arm] /= n;
          }
        });
    return sums;
  }

  /// The single model of the highest mean quality over the table.
  private static int strongest(ArmTable table) {
    int best = 0;
    double highest = -1;
    for (int model = 0; model < table.models(); model++) {
      double sum = 0;
      for (int row = 0; row < table.rows(); row++) {
        sum += table.quality(row, model);
      }
      if (sum > highest) {
        highest = sum;
        best = model;
      }
    }
    return best;
  }
}
