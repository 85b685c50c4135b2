package dev.pointsman.eval.reference;

import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.stream.LongStream;
import smile.classification.LogisticRegression;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.regression.RandomForest;

/// What Smile's logistic regression and random forest expect of each arm, fitted on the whole
/// stream with every outcome of it. One setting each, not chosen on any table; seconds a split.
final class Classifiers {

  private static final double PENALTY = 1;
  private static final double TOLERANCE = 1e-4;
  private static final int STEPS = 100;
  private static final int TREES = 100;
  private static final int DEPTH = 12;
  private static final int LEAVES = 200;
  private static final int LEAF_ROWS = 10;
  private static final double PASSED = 0.5;

  private final ArmTable table;
  private final Split split;
  private final double[][] stream;
  private final double[][] heldOut;

  Classifiers(ArmTable table, float[][] features, Split split) {
    this.table = table;
    this.split = split;
    this.stream = rows(features, split.streamRows());
    this.heldOut = rows(features, split.heldOutRows());
  }

  private static double[][] rows(float[][] features, int[] rows) {
    double[][] chosen = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      float[] from = features[rows[i]];
      chosen[i] = new double[from.length];
      for (int j = 0; j < from.length; j++) {
        chosen[i][j] = from[j];
      }
    }
    return chosen;
  }

  /// Scores of half or more count as right.
  Estimates logistic() {
    Estimates estimates = new Estimates(heldOut.length, table.arms());
    for (int arm = 0; arm < table.arms(); arm++) {
      int[] labels = new int[stream.length];
      int right = 0;
      for (int place = 0; place < labels.length; place++) {
        labels[place] = table.quality(split.stream(place), arm) >= PASSED ? 1 : 0;
        right += labels[place];
      }
      if (right == 0 || right == labels.length) {
        fill(estimates, arm, right == 0 ? 0 : 1);
        continue;
      }
      LogisticRegression.Binomial model =
          LogisticRegression.binomial(stream, labels, PENALTY, TOLERANCE, STEPS);
      for (int place = 0; place < heldOut.length; place++) {
        double[] chances = new double[2];
        model.predict(heldOut[place], chances);
        estimates.set(place, arm, chances[1]);
      }
    }
    return estimates;
  }

  private static void fill(Estimates estimates, int arm, double value) {
    for (int place = 0; place < estimates.places(); place++) {
      estimates.set(place, arm, value);
    }
  }

  Estimates forest() {
    Estimates estimates = new Estimates(heldOut.length, table.arms());
    String[] names = new String[stream[0].length];
    for (int i = 0; i < names.length; i++) {
      names[i] = "x" + i;
    }
    DataFrame known = DataFrame.of(stream, names);
    DataFrame asked = DataFrame.of(heldOut, names);
    int perSplit = Math.max(1, names.length / 3);
    for (int arm = 0; arm < table.arms(); arm++) {
      double[] scores = new double[stream.length];
      for (int place = 0; place < scores.length; place++) {
        scores[place] = table.quality(split.stream(place), arm);
      }
      LongStream seeds =
          LongStream.iterate(1 + split.seed() * TREES, seed -> seed + 1).limit(TREES);
      RandomForest forest =
          RandomForest.fit(
              Formula.lhs("y"),
              known.merge(DoubleVector.of("y", scores)),
              TREES,
              perSplit,
              DEPTH,
              LEAVES,
              LEAF_ROWS,
              1.0,
              seeds);
      double[] predicted = forest.predict(asked);
      for (int place = 0; place < predicted.length; place++) {
        estimates.set(place, arm, predicted[place]);
      }
    }
    return estimates;
  }
}
