package dev.pointsman.eval.online;

import dev.pointsman.bandit.Seeds;
import dev.pointsman.eval.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// Paired percentile bootstrap over the conversations of a table (Efron and Tibshirani 1993,
/// chapter 13).
///
/// A row without a conversation is one of its own. Each resample draws as many conversations as
/// there are, with replacement, all rows of each, and every statistic of every seed is recomputed
/// with those multiplicities: all that is compared stays paired, and a row that several seeds hold
/// out is drawn for all of them.
final class Bootstrap {

  private static final int RESAMPLES = 1_000;
  private static final double TAIL = 0.025;

  private final int[] clusters;
  private final int units;
  private final int threads;

  /// `clusters` numbers the conversation of each row, from 0 without gaps.
  Bootstrap(int[] clusters, int threads) {
    this.clusters = clusters.clone();
    this.units = Arrays.stream(clusters).max().orElse(-1) + 1;
    this.threads = threads;
  }

  /// Each statistic on the rows as they are, with its 95 % interval. NaN statistics stay NaN.
  List<Estimate> estimate(Function<int[], double[]> statistics) {
    int[] once = new int[clusters.length];
    Arrays.fill(once, 1);
    double[] means = statistics.apply(once);
    List<Callable<double[]>> work = new ArrayList<>();
    for (int b = 0; b < RESAMPLES; b++) {
      int resample = b;
      work.add(() -> statistics.apply(multiplicities(resample)));
    }
    List<double[]> draws = Parallel.all(threads, work);
    List<Estimate> estimates = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      int statistic = i;
      double[] values =
          draws.stream()
              .mapToDouble(draw -> draw[statistic])
              .filter(value -> !Double.isNaN(value))
              .sorted()
              .toArray();
      estimates.add(new Estimate(means[i], quantile(values, TAIL), quantile(values, 1 - TAIL)));
    }
    return estimates;
  }

  /// A statistic and its 95 % interval.
  record Estimate(double mean, double low, double high) {}

  private int[] multiplicities(int resample) {
    int[] drawn = new int[units];
    long seed = Seeds.mix(resample);
    for (int i = 0; i < units; i++) {
      drawn[(int) (Seeds.uniform(seed + i) * units)]++;
    }
    int[] times = new int[clusters.length];
    for (int row = 0; row < times.length; row++) {
      times[row] = drawn[clusters[row]];
    }
    return times;
  }

  private static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
