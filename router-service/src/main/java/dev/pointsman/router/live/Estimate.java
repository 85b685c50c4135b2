package dev.pointsman.router.live;

import java.util.Optional;

/// Self-normalised doubly robust estimate of a policy's mean, row by row.
///
/// value = Σ w b / Σ w + s Σ w ρ e / Σ w ρ, where b is what the target policy is expected to get on
/// the row (a model fitted without the row), ρ the ratio of target probability to propensity of the
/// drawn arm, e the drawn arm's observed minus expected value, w the row's weight. The correction
/// is drawn towards nothing by s = ess / (ess + m): the model counts as m rows that did not
/// surprise, so that a target which hardly a row speaks for is near what the model says of it, and
/// not what one row happened to say. Consistent when either propensities or model are right. m = 0,
/// target = logging policy and b = 0 give a plain mean.
///
/// The 95 % interval is normal, with the residual's variance drawn towards a prior by two
/// pseudo-rows, so that a handful of equal rewards does not look certain. Source: Dudík et al.,
/// Doubly Robust Policy Evaluation and Optimization (2014); self-normalisation as in Swaminathan,
/// Joachims (2015).
final class Estimate {

  private static final double Z95 = 1.959964;
  private static final double PSEUDO_ROWS = 2;

  private double weights;
  private double squaredWeights;
  private double baseline;
  private double squaredBaseline;
  private double ratios;
  private double squaredRatios;
  private double residual;
  private double squaredRatioResidual;
  private double squaredRatioResidualSquare;

  void add(double weight, double expected, double ratio, double surprise) {
    weights += weight;
    squaredWeights += weight * weight;
    baseline += weight * expected;
    squaredBaseline += weight * expected * expected;
    double wr = weight * ratio;
    ratios += wr;
    squaredRatios += wr * wr;
    residual += wr * surprise;
    squaredRatioResidual += wr * wr * surprise;
    squaredRatioResidualSquare += wr * wr * surprise * surprise;
  }

  /// Empty when no row supports the target. `priorVariance` is that of one row's residual,
  /// `modelRows` what the model counts; the result is kept within `least` and `most`.
  Optional<Interval> interval(double priorVariance, double modelRows, double least, double most) {
    if (!(ratios > 0)) {
      return Optional.empty();
    }
    double modelled = baseline / weights;
    double corrected = residual / ratios;
    double ess = ratios * ratios / squaredRatios;
    double spread =
        squaredRatioResidualSquare
            - 2 * corrected * squaredRatioResidual
            + corrected * corrected * squaredRatios;
    double perRow = Math.max(0, spread) / (ratios * ratios) * ess;
    double shrunk = (perRow * ess + PSEUDO_ROWS * priorVariance) / (ess + PSEUDO_ROWS);
    double rows = weights * weights / squaredWeights;
    double modelSpread = Math.max(0, squaredBaseline / weights - modelled * modelled);
    double half = Z95 * Math.sqrt(shrunk / (ess + modelRows) + modelSpread / rows);
    double mean = clamp(modelled + corrected * ess / (ess + modelRows), least, most);
    return Optional.of(
        new Interval(mean, Math.max(least, mean - half), Math.min(most, mean + half), ess));
  }

  private static double clamp(double x, double least, double most) {
    return Math.min(most, Math.max(least, x));
  }
}
