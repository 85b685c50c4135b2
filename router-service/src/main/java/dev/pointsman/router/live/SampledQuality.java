package dev.pointsman.router.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// A policy's mean quality from answers that were asked for: gold on few, a judge on many.
///
/// Gold alone gives a doubly robust mean u: what the target is expected to get, and the surprises
/// (gold less expected) of gold rows by 1 / sampling probability and policy ratio, self-normalised.
/// The judge adds a control c of mean zero: its surprises over all it graded less those on gold
/// rows. u + α c is unbiased whatever the judge is worth, and α is what makes it vary least,
/// between 0 (a useless judge) and 1. Where gold is too little to speak, the judge's grades as they
/// are mapped stand for it. Intervals are of 95 %, normal, with conversations as the unit.
///
/// Source: Angelopoulos, Bates, Fannjiang, Jordan, Zrnic, Prediction-powered inference (2023);
/// Angelopoulos, Duchi, Zrnic, PPI++ (2023) for α; Dudík et al. (2014) for u.
final class SampledQuality {

  record Result(Interval interval, Basis basis) {}

  private static final double Z95 = 1.959964;

  /// Even rows that a side must be worth to be heard.
  private static final double LEAST_ROWS = 50;

  private static final double PRIOR_VARIANCE = 0.25;
  private static final double PSEUDO_ROWS = 2;

  /// `base` is what the target is expected to get, `ratio` target probability by propensity, then
  /// by how many answers gold and judge stand for (0: said nothing) and how they surprised.
  private record Row(
      int conversation,
      double base,
      double ratio,
      double goldWeight,
      double gold,
      double judgeWeight,
      double judged) {}

  /// A weighted mean of surprises, its rows' influence, and how many even rows it is worth.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Side(double mean, double[] influence, double ess) {}

  private final List<Row> rows = new ArrayList<>();

  /// `guess` is what the drawn arm was expected to get.
  void add(Sample sample, double base, double ratio, double guess) {
    rows.add(
        new Row(
            sample.conversation,
            base,
            ratio,
            sample.asked.goldWeight(),
            sample.asked.gold() - guess,
            sample.asked.judgeWeight(),
            sample.asked.judged() - guess));
  }

  /// Empty where too little was asked for.
  Optional<Result> result() {
    Side gold = side(row -> row.ratio * row.goldWeight, Row::gold);
    Side judged = side(row -> row.ratio * row.judgeWeight, Row::judged);
    if (gold.ess < LEAST_ROWS) {
      return judged.ess < LEAST_ROWS
          ? Optional.empty()
          : Optional.of(result(judged, judged.mean, judged.influence, Basis.JUDGED));
    }
    Side both = side(row -> row.ratio * row.goldWeight * row.judgeWeight, Row::judged);
    if (judged.ess < LEAST_ROWS || both.ess < LEAST_ROWS) {
      return Optional.of(result(gold, gold.mean, gold.influence, Basis.SAMPLED));
    }
    double[] control = new double[rows.size()];
    for (int i = 0; i < control.length; i++) {
      control[i] = judged.influence[i] - both.influence[i];
    }
    double[] plain = withBase(gold.influence);
    double alpha = alpha(plain, control);
    double[] combined = new double[control.length];
    for (int i = 0; i < control.length; i++) {
      combined[i] = gold.influence[i] + alpha * control[i];
    }
    double mean = gold.mean + alpha * (judged.mean - both.mean);
    return Optional.of(
        result(gold, mean, combined, alpha > 0 ? Basis.PREDICTION_POWERED : Basis.SAMPLED));
  }

  private Side side(ToDoubleFunction<Row> weight, ToDoubleFunction<Row> surprise) {
    double weights = 0;
    double squares = 0;
    double sum = 0;
    for (Row row : rows) {
      double w = weight.applyAsDouble(row);
      weights += w;
      squares += w * w;
      sum += w * surprise.applyAsDouble(row);
    }
    double[] influence = new double[rows.size()];
    if (!(weights > 0)) {
      return new Side(0, influence, 0);
    }
    double mean = sum / weights;
    for (int i = 0; i < influence.length; i++) {
      Row row = rows.get(i);
      influence[i] = weight.applyAsDouble(row) * (surprise.applyAsDouble(row) - mean) / weights;
    }
    return new Side(mean, influence, weights * weights / squares);
  }

  private double base() {
    return rows.stream().mapToDouble(Row::base).average().orElse(0);
  }

  private double[] withBase(double[] influence) {
    double base = base();
    double[] all = influence.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] += (rows.get(i).base - base) / all.length;
    }
    return all;
  }

  private double alpha(double[] plain, double[] control) {
    double[] mine = byConversation(plain, control);
    return mine[1] > 0 ? Math.clamp(-mine[0] / mine[1], 0, 1) : 0;
  }

  /// Of two influences the sum of products and of the second's squares, over conversations.
  private double[] byConversation(double[] first, double[] second) {
    Map<Integer, double[]> sums = new HashMap<>();
    for (int i = 0; i < first.length; i++) {
      int conversation = rows.get(i).conversation;
      // Who has no conversation is one of its own.
      double[] sum =
          sums.computeIfAbsent(conversation == 0 ? -1 - i : conversation, c -> new double[2]);
      sum[0] += first[i];
      sum[1] += second[i];
    }
    double products = 0;
    double squares = 0;
    for (double[] sum : sums.values()) {
      products += sum[0] * sum[1];
      squares += sum[1] * sum[1];
    }
    return new double[] {products, squares};
  }

  private Result result(Side side, double surprise, double[] influence, Basis basis) {
    double[] all = withBase(influence);
    double variance = byConversation(all, all)[1];
    double shrunk =
        (variance * side.ess * side.ess + PSEUDO_ROWS * PRIOR_VARIANCE)
            / (side.ess + PSEUDO_ROWS)
            / side.ess;
    double mean = Math.clamp(base() + surprise, 0, 1);
    double half = Z95 * Math.sqrt(shrunk);
    return new Result(
        new Interval(mean, Math.max(0, mean - half), Math.min(1, mean + half), side.ess), basis);
  }
}
