package dev.pointsman.eval.online;

import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.ArrayList;
import java.util.List;

/// Whether the predicted quality of the chosen arm comes true: held-out requests of all seeds in
/// ten bins of their prediction.
///
/// Wilson's interval takes the mean number of requests of a seed, as the seeds share their rows.
final class Reliability {

  private static final int BINS = 10;
  private static final double Z = 1.959964;

  private final double[] n = new double[BINS];
  private final double[] predicted = new double[BINS];
  private final double[] observed = new double[BINS];
  private final int seeds;

  Reliability(ArmTable table, List<SeedRun> runs, int lambda) {
    this.seeds = runs.size();
    for (SeedRun run : runs) {
      HeldOut heldOut = run.lives().get(lambda).heldOut();
      Split split = run.split();
      for (int place = 0; place < split.heldOutSize(); place++) {
        double expected = heldOut.expected(place);
        int bin = Math.clamp((int) (expected * BINS), 0, BINS - 1);
        n[bin]++;
        predicted[bin] += expected;
        observed[bin] += table.quality(split.heldOut(place), heldOut.arm(place));
      }
    }
  }

  /// Those that hold a request, by ascending prediction.
  List<Details.Bin> bins() {
    List<Details.Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (n[bin] > 0) {
        double mean = observed[bin] / n[bin];
        double perSeed = n[bin] / seeds;
        bins.add(new Details.Bin(perSeed, predicted[bin] / n[bin], mean, wilson(mean, perSeed)));
      }
    }
    return bins;
  }

  private static List<Double> wilson(double share, double n) {
    double square = Z * Z / n;
    double centre = (share + square / 2) / (1 + square);
    double half = Z * Math.sqrt(share * (1 - share) / n + square / (4 * n)) / (1 + square);
    return List.of(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
