package dev.pointsman.eval.privacy;

import java.util.ArrayList;
import java.util.List;

/// Makes each feature's mean 0 and its deviation 1 over the prompts an attacker has.
record Scaling(List<Double> means, List<Double> deviations) {

  private static final double LEAST = 1e-9;

  static Scaling of(List<Seen> known) {
    int dimension = known.getFirst().features().size();
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int i = 0; i < dimension; i++) {
      int feature = i;
      double mean = known.stream().mapToDouble(s -> s.features().get(feature)).average().orElse(0);
      double variance =
          known.stream()
              .mapToDouble(s -> s.features().get(feature) - mean)
              .map(gap -> gap * gap)
              .average()
              .orElse(0);
      means.add(mean);
      deviations.add(Math.sqrt(variance) + LEAST);
    }
    return new Scaling(means, deviations);
  }

  float[] scaled(Seen seen) {
    float[] scaled = new float[means.size()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) ((seen.features().get(i) - means.get(i)) / deviations.get(i));
    }
    return scaled;
  }
}
