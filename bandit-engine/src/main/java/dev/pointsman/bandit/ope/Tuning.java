package dev.pointsman.bandit.ope;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Picks how much to shrink importance weights, from the log itself.
///
/// Not used for verdicts: with a misspecified reward model the tuned estimators were worse than DR
/// and SNIPS (docs/evaluation.md).
public final class Tuning {

  private static final double SLACK = Math.sqrt(6) - 1;

  /// One amount of shrinkage: what it estimates and the half-width of that.
  public record Candidate(double estimate, double halfWidth) {}

  private Tuning() {}

  /// SLOPE: from the widest interval on, the last candidate that agrees with all before it (Su,
  /// Srinath and Krishnamurthy, Adaptive Estimator Selection for Off-Policy Evaluation, 2020, with
  /// the constant of SLOPE++). Returns its place in the list.
  public static int slope(List<Candidate> candidates) {
    List<Integer> widestFirst = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      widestFirst.add(candidates.size() - 1 - i);
    }
    widestFirst.sort(
        Comparator.comparingDouble((Integer i) -> candidates.get(i).halfWidth()).reversed());
    for (int i = 1; i < widestFirst.size(); i++) {
      Candidate next = candidates.get(widestFirst.get(i));
      for (int before : widestFirst.subList(0, i)) {
        Candidate accepted = candidates.get(before);
        double apart = Math.abs(accepted.estimate() - next.estimate());
        if (apart > next.halfWidth() + SLACK * accepted.halfWidth()) {
          return widestFirst.get(i - 1);
        }
      }
    }
    return widestFirst.getLast();
  }

  /// An upper bound on the mean squared error of `estimator`: the variance of its mean plus the
  /// square of its bias, estimated by |mean (w - ŵ)(r - q̂)| and widened so that the bias is below
  /// it with probability 1 - `delta` (Bernstein). Rows must have weight 1.
  public static double squaredError(Estimator estimator, List<Sample> rows, double delta) {
    int n = rows.size();
    double sum = 0;
    double squares = 0;
    double bias = 0;
    double ratios = 0;
    double max = 0;
    for (Sample row : rows) {
      double surprise = row.reward() - (estimator.usesModel() ? row.loggedQuality() : 0);
      double term = estimator.correction(row) + (estimator.usesModel() ? row.targetQuality() : 0);
      sum += term;
      squares += term * term;
      bias += (row.ratio() - estimator.shrinkage().of(row.ratio())) * surprise;
      ratios += row.ratio() * row.ratio();
      max = Math.max(max, row.ratio());
    }
    double variance = (squares / n - (sum / n) * (sum / n)) / n;
    double log = Math.log(2 / delta);
    double most = Math.abs(bias / n) + Math.sqrt(2 * ratios / n * log / n) + 2 * max * log / 3 / n;
    return variance + most * most;
  }
}
