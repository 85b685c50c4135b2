package dev.pointsman.eval.ope;

import dev.pointsman.eval.reference.LinearFit;
import dev.pointsman.eval.reference.LinearSums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What each arm is expected to earn on a row, by a model that never saw the row's fold.
///
/// Five folds, whole clusters in one; per arm a ridge on the record's features around the arm's
/// mean (the mean alone where there are no features). An arm without a label outside the fold is
/// expected to earn what all arms do. Taught in a first pass, asked in a second over the same rows
/// in the same order. One thread. Cross-fitting: Chernozhukov et al. 2018.
final class RewardModel {

  private static final int FOLDS = 5;
  private static final double STRENGTH = 100;
  private static final double UNKNOWN = 0.5;
  private static final int EVERY_ARM = -1;
  private static final float[] NO_FEATURES = {};

  private final Map<Integer, List<LinearSums>> sums = new HashMap<>();
  private final List<Map<Integer, LinearFit>> fits = new ArrayList<>();
  private int dimension = -1;

  void teach(LogRow row, int arm) {
    if (dimension < 0) {
      dimension = row.features.length;
    }
    if (row.features.length != dimension) {
      throw row.bad(
          "has " + row.features.length + " features, rows before it " + dimension,
          "evaluate rows of one feature schema at a time");
    }
    double[] reward = {row.reward};
    sums(arm, dimension).get(fold(row)).add(row.features, reward);
    sums(EVERY_ARM, 0).get(fold(row)).add(NO_FEATURES, reward);
  }

  private List<LinearSums> sums(int arm, int inputs) {
    return sums.computeIfAbsent(
        arm,
        fresh -> {
          List<LinearSums> folds = new ArrayList<>();
          for (int i = 0; i < FOLDS; i++) {
            folds.add(new LinearSums(inputs, 1));
          }
          return folds;
        });
  }

  /// Ends the teaching.
  void fit() {
    for (int fold = 0; fold < FOLDS; fold++) {
      Map<Integer, LinearFit> models = new HashMap<>();
      for (Map.Entry<Integer, List<LinearSums>> arm : sums.entrySet()) {
        List<LinearSums> folds = arm.getValue();
        int inputs = arm.getKey() == EVERY_ARM ? 0 : dimension;
        LinearSums others = new LinearSums(inputs, 1);
        for (int i = 0; i < FOLDS; i++) {
          others = i == fold ? others : others.plus(folds.get(i), 1);
        }
        if (others.rows() > 0) {
          models.put(arm.getKey(), others.fit(STRENGTH));
        }
      }
      fits.add(models);
    }
  }

  double quality(LogRow row, int arm) {
    Map<Integer, LinearFit> models = fits.get(fold(row));
    LinearFit model = models.get(arm);
    if (model != null) {
      return Math.clamp(model.predict(0, row.features), 0, 1);
    }
    LinearFit all = models.get(EVERY_ARM);
    return all == null ? UNKNOWN : all.predict(0, NO_FEATURES);
  }

  private static int fold(LogRow row) {
    long key = row.cluster.isEmpty() ? row.line : row.cluster.hashCode();
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) Long.remainderUnsigned(mixed >>> 20, FOLDS);
  }
}
