package dev.pointsman.eval.privacy;

import dev.pointsman.eval.reference.LinearFit;
import dev.pointsman.eval.reference.LinearSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// An attacker who has prompts with their features, and guesses the words of other prompts by
/// theirs: by a ridge regression a word, by the words of the nearest prompts, or by both.
final class Inversion {

  private static final double STRENGTH = 30;
  private static final int NEIGHBOURS = 30;

  /// The neighbour whose squared distance is the kernel's width.
  private static final int WIDTH = 10;

  /// What a guess rests on; `FREQUENCY` knows nothing of the victim.
  enum Means {
    FREQUENCY,
    RIDGE,
    NEAREST,
    BOTH
  }

  private final Scaling scaling;
  private final float[][] rows;
  private final int[][] bags;
  private final List<String> vocabulary;
  private final double[] frequency;
  private final LinearFit fit;

  Inversion(List<Seen> known) {
    scaling = Scaling.of(known);
    rows = known.stream().map(scaling::scaled).toArray(float[][]::new);
    Map<String, Integer> counts = new TreeMap<>();
    known.forEach(seen -> seen.words().forEach(word -> counts.merge(word, 1, Integer::sum)));
    vocabulary = new ArrayList<>(counts.keySet());
    frequency =
        vocabulary.stream()
            .mapToDouble(w -> counts.getOrDefault(w, 0) / (double) rows.length)
            .toArray();
    bags = known.stream().map(this::bag).toArray(int[][]::new);
    var sums = new LinearSums(rows[0].length, vocabulary.size());
    for (int row = 0; row < rows.length; row++) {
      double[] has = new double[vocabulary.size()];
      Arrays.stream(bags[row]).forEach(word -> has[word] = 1);
      sums.add(rows[row], has);
    }
    fit = sums.fit(STRENGTH);
  }

  private int[] bag(Seen seen) {
    return seen.words().stream()
        .mapToInt(word -> Collections.binarySearch(vocabulary, word))
        .toArray();
  }

  /// Whether a word stands in at most this share of the prompts that the attacker has.
  boolean isRare(String word, double share) {
    int place = Collections.binarySearch(vocabulary, word);
    return place < 0 || frequency[place] <= share;
  }

  /// The words that the attacker knows, the likeliest first.
  List<String> guess(Seen victim, Means means) {
    double[] scores = scores(scaling.scaled(victim), means);
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(word -> -scores[word]))
        .map(vocabulary::get)
        .toList();
  }

  private double[] scores(float[] x, Means means) {
    return switch (means) {
      case FREQUENCY -> frequency;
      case RIDGE -> linear(x);
      case NEAREST -> nearest(x);
      case BOTH -> {
        double[] scores = linear(x);
        double[] near = nearest(x);
        Arrays.setAll(scores, word -> scores[word] + near[word]);
        yield scores;
      }
    };
  }

  private double[] linear(float[] x) {
    double[] scores = new double[frequency.length];
    Arrays.setAll(scores, word -> fit.predict(word, x));
    return scores;
  }

  /// The share of neighbours with a word, near ones counting more; the frequency counts as one.
  private double[] nearest(float[] x) {
    double[] distances = Arrays.stream(rows).mapToDouble(row -> distance(row, x)).toArray();
    int[] order =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> distances[row]))
            .limit(NEIGHBOURS)
            .mapToInt(row -> row)
            .toArray();
    double width = Math.max(1e-9, distances[order[Math.min(WIDTH, order.length) - 1]]);
    double[] scores = frequency.clone();
    double total = 1;
    for (int row : order) {
      double weight = WIDTH * Math.exp(-distances[row] / width);
      total += weight;
      for (int word : bags[row]) {
        scores[word] += weight;
      }
    }
    double all = total;
    Arrays.setAll(scores, word -> scores[word] / all);
    return scores;
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double gap = one[i] - other[i];
      sum += gap * gap;
    }
    return sum;
  }
}
