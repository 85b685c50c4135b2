package dev.pointsman.eval.features;

import dev.pointsman.eval.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import smile.clustering.KMeans;
import smile.math.MathEx;

/// Labels for prompts that have none: k-means over their vectors, by Smile.
///
/// Centres are found on at most 2,000 prompts, the best of five starts, then every prompt goes to
/// its nearest. With no number given, each of `GRID` that leaves ten prompts a cluster is tried and
/// the one of the highest simplified silhouette is taken: the mean over prompts of (b - a) / max(a,
/// b), a and b being the distances to the nearest and the second nearest centre. Same input, same
/// clusters. Source: Hruschka et al. 2004.
record Clusters(List<String> labels, int count, double silhouette) {

  static final List<Integer> GRID = List.of(4, 6, 8, 12, 16, 24, 32, 45);

  /// Prompts to a cluster, on average.
  private static final int FEWEST = 10;

  private static final int SAMPLE = 2_000;
  private static final int STARTS = 5;
  private static final int ITERATIONS = 30;
  private static final double TOLERANCE = 1e-4;
  private static final long SEED = 1;

  /// Of as many clusters.
  static Clusters of(float[][] vectors, int count) {
    double[][] sample = sample(vectors);
    double[][] centres = centres(sample, count);
    return labelled(vectors, centres, silhouette(sample, centres));
  }

  /// Of as many as fit best; one step of progress per number tried.
  static Clusters best(float[][] vectors, Progress progress) {
    double[][] sample = sample(vectors);
    double[][] best = new double[0][];
    double highest = Double.NEGATIVE_INFINITY;
    for (int count : GRID) {
      if (count * FEWEST <= sample.length) {
        double[][] centres = centres(sample, count);
        double silhouette = silhouette(sample, centres);
        if (silhouette > highest) {
          highest = silhouette;
          best = centres;
        }
      }
      progress.step();
    }
    return labelled(vectors, best, highest);
  }

  private static double[][] sample(float[][] vectors) {
    Random random = new Random(SEED);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      // Each of those still needed is as likely as any other (Knuth's selection sampling).
      if (random.nextInt(vectors.length - i) < Math.min(SAMPLE, vectors.length) - rows.size()) {
        rows.add(wide(vectors[i]));
      }
    }
    return rows.toArray(double[][]::new);
  }

  private static double[] wide(float[] vector) {
    return IntStream.range(0, vector.length).mapToDouble(d -> vector[d]).toArray();
  }

  private static double[][] centres(double[][] sample, int count) {
    MathEx.setSeed(SEED);
    KMeans best = KMeans.lloyd(sample, count, ITERATIONS, TOLERANCE);
    for (int start = 1; start < STARTS; start++) {
      KMeans other = KMeans.lloyd(sample, count, ITERATIONS, TOLERANCE);
      best = other.distortion < best.distortion ? other : best;
    }
    return best.centroids;
  }

  private static double silhouette(double[][] sample, double[][] centres) {
    double sum = 0;
    for (double[] row : sample) {
      double[] near =
          Arrays.stream(centres).mapToDouble(c -> MathEx.distance(row, c)).sorted().toArray();
      sum += near[1] > 0 ? (near[1] - near[0]) / near[1] : 0;
    }
    return sum / sample.length;
  }

  private static Clusters labelled(float[][] vectors, double[][] centres, double silhouette) {
    int[] nearest = Arrays.stream(vectors).mapToInt(v -> nearest(wide(v), centres)).toArray();
    int[] sizes = new int[centres.length];
    for (int cluster : nearest) {
      sizes[cluster]++;
    }
    List<Integer> bySize =
        IntStream.range(0, sizes.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer c) -> -sizes[c]))
            .toList();
    List<String> labels =
        Arrays.stream(nearest).mapToObj(c -> "cluster_" + (bySize.indexOf(c) + 1)).toList();
    return new Clusters(labels, centres.length, silhouette);
  }

  private static int nearest(double[] row, double[][] centres) {
    int best = 0;
    for (int c = 1; c < centres.length; c++) {
      if (MathEx.squaredDistance(row, centres[c]) < MathEx.squaredDistance(row, centres[best])) {
        best = c;
      }
    }
    return best;
  }
}
