package dev.pointsman.eval.ope;

import dev.pointsman.datasets.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// One row of a log as it was read: reused, valid until the next is read. One thread.
///
/// `arm` is a place in the row's own list of arms: `arms` of a decision record, or that of `target`
/// and `qualities`. Arrays of length 0 stand for what the row does not tell.
final class LogRow {

  private static final double TOLERANCE = 1e-9;
  private static final double SUM_TOLERANCE = 1e-3;

  /// Below this, or above its inverse, squares of weights leave the range of doubles.
  private static final double LEAST = 1e-12;

  static final double[] NONE = {};

  final Path file;
  long line;

  double propensity;
  int arm;
  double[] target = NONE;
  double[] qualities = NONE;
  double weight;
  boolean isLabelled;
  double reward;
  boolean isVolunteered;
  boolean isRoutable;
  String cluster = "";

  /// Of a decision record only.
  List<String> arms = List.of();

  double[] probabilities = NONE;
  double[] predictedQuality = NONE;
  double[] predictedCost = NONE;
  float[] features = {};
  int inputTokens;
  String featureSchema = "";
  double lambda;
  double value;
  double costUsd;

  LogRow(Path file) {
    this.file = file;
  }

  void clear() {
    propensity = Double.NaN;
    arm = -1;
    target = NONE;
    qualities = NONE;
    weight = 1;
    isLabelled = false;
    reward = Double.NaN;
    isVolunteered = false;
    isRoutable = true;
    cluster = "";
    costUsd = Double.NaN;
  }

  boolean isDecision() {
    return !arms.isEmpty();
  }

  /// How many arms the row speaks of; 0 when it does not tell.
  int size() {
    return isDecision() ? arms.size() : Math.max(target.length, qualities.length);
  }

  /// Refuses what no estimator can use.
  void check() {
    if (!(propensity >= LEAST && propensity <= 1 + TOLERANCE)) {
      throw bad(
          Double.isNaN(propensity) ? "propensity is missing" : "propensity was " + propensity,
          "it must be in (0, 1]");
    }
    if (isLabelled && !(reward >= 0 && reward <= 1)) {
      throw bad("reward was " + reward, "it must be in 0..1, or null where there is no label");
    }
    if (!(weight >= LEAST && weight <= 1 / LEAST)) {
      throw bad("weight was " + weight, "it must be 1 / probability that the label was sampled");
    }
    if (target.length > 0 && qualities.length > 0 && target.length != qualities.length) {
      throw bad(
          "target has " + target.length + " entries but q_hat " + qualities.length,
          "both need one per arm");
    }
    if (arm < 0 || (size() > 0 && arm >= size())) {
      throw bad("arm was " + arm, "it must be an index from 0 to " + (size() - 1));
    }
    checkDistribution("target", target);
    checkDistribution("probabilities", probabilities);
    for (double quality : qualities) {
      if (!Double.isFinite(quality)) {
        throw bad("q_hat holds " + quality, "give a finite number per arm");
      }
    }
  }

  private void checkDistribution(String field, double[] probabilities) {
    if (probabilities.length == 0) {
      return;
    }
    double sum = 0;
    for (double p : probabilities) {
      if (!(p >= 0 && p <= 1 + TOLERANCE)) {
        throw bad(field + " holds " + p, "probabilities must be in 0..1");
      }
      sum += p;
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw bad(String.format(Locale.ROOT, "%s sums to %.6g", field, sum), "it must sum to 1");
    }
  }

  /// A complaint about this row.
  BadInputException bad(String what, String mend) {
    return new BadInputException(file + ":" + line, what, mend);
  }
}
