package dev.pointsman.router.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Cost and quality per request of the live policy, of each arm alone, of an even draw, and of the
/// policy at other prices of quality; and the best mix of single arms.
///
/// Quality is estimated from answers that were asked for where there are enough of them (see {@link
/// SampledQuality}), else from whatever was said.
///
/// The live point is what happened, and so is the holdout, which the policy had no say in. All
/// others are off-policy estimates over recorded propensities (see {@link Estimate}), never the
/// mean of what an arm happened to serve. Every arm has a point, empty where nothing supports it.
/// Requests from before an arm joined the route tell nothing of it, nor of mixes with it. Cost
/// O(samples x (arms + what-ifs)).
public record Frontier(List<Point> points, List<double[]> staticMix) {

  private static final double QUALITY_VARIANCE = 0.25;

  /// A model's mean error has a standard deviation of about .1, a graded row's of about .45.
  private static final double MODEL_ROWS = 20;

  private static final double[] WHAT_IF = {0.03, 0.1, 0.3, 1, 3, 10, 30};

  /// `arm` for the kind `arm`, `lambda` for `what_if`; `rewarded` counts the rows with a reward,
  /// `ess` how many even rows they are worth to this target, `basis` what the quality rests on.
  public record Point(
      String kind,
      Optional<String> arm,
      OptionalDouble lambda,
      long n,
      long rewarded,
      Optional<Interval> cost,
      Optional<Interval> quality,
      Basis basis) {}

  /// Share of each arm in a policy for one row.
  private interface Target {
    double share(Sample sample, int arm);
  }

  static Frontier of(List<Sample> samples, List<String> arms, double lambda) {
    List<Sample> comparable = samples.stream().filter(Sample::comparable).toList();
    Estimation estimation = new Estimation(comparable, arms.size());
    List<Point> points = new ArrayList<>();
    points.add(measured("live", samples.stream().filter(s -> s.routable && !s.holdout).toList()));
    List<Sample> heldOut = samples.stream().filter(sample -> sample.holdout).toList();
    if (!heldOut.isEmpty()) {
      points.add(measured("holdout", heldOut));
    }
    for (int i = 0; i < arms.size(); i++) {
      int index = i;
      points.add(
          estimation.point(
              "arm",
              Optional.of(arms.get(i)),
              OptionalDouble.empty(),
              (sample, arm) -> arm == index ? 1 : 0));
    }
    double even = 1.0 / arms.size();
    points.add(
        estimation.point(
            "uniform", Optional.empty(), OptionalDouble.empty(), (sample, arm) -> even));
    for (double factor : WHAT_IF) {
      double other = lambda * factor;
      points.add(
          estimation.point(
              "what_if",
              Optional.empty(),
              OptionalDouble.of(other),
              (sample, arm) -> arm == best(sample, other, arms.size()) ? 1 : 0));
    }
    return new Frontier(List.copyOf(points), Hull.of(points));
  }

  private static Point measured(String kind, List<Sample> samples) {
    Estimate quality = new Estimate();
    SampledQuality asked = new SampledQuality();
    Estimate cost = new Estimate();
    double sum = 0;
    long costed = 0;
    long rewarded = 0;
    for (Sample sample : samples) {
      asked.add(sample, 0, 1, 0);
      if (sample.rewarded()) {
        quality.add(sample.weight, 0, 1, sample.reward);
        rewarded++;
      }
      if (sample.costed()) {
        cost.add(1, 0, 1, sample.costUsd);
        sum += sample.costUsd;
        costed++;
      }
    }
    double mean = costed == 0 ? 0 : sum / costed;
    Optional<SampledQuality.Result> sampled = asked.result();
    return new Point(
        kind,
        Optional.empty(),
        OptionalDouble.empty(),
        samples.size(),
        rewarded,
        cost.interval(mean * mean, 0, 0, Double.MAX_VALUE),
        sampled
            .map(SampledQuality.Result::interval)
            .or(() -> quality.interval(QUALITY_VARIANCE, 0, 0, 1)),
        sampled.map(SampledQuality.Result::basis).orElse(Basis.SIGNALS));
  }

  /// The arm of the highest utility; one of which nothing was expected, if there is any, since then
  /// nobody can say.
  private static int best(Sample sample, double lambda, int arms) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < arms; i++) {
      double utility = sample.expectedQuality(i) - lambda * sample.expectedCost(i);
      if (Double.isNaN(utility)) {
        return i;
      }
      if (utility > most) {
        most = utility;
        best = i;
      }
    }
    return best;
  }

  /// Off-policy estimates over one set of comparable samples.
  private record Estimation(List<Sample> samples, int arms) {

    Point point(String kind, Optional<String> arm, OptionalDouble lambda, Target target) {
      Estimate quality = new Estimate();
      SampledQuality asked = new SampledQuality();
      Estimate cost = new Estimate();
      double costs = 0;
      long n = 0;
      long rewarded = 0;
      for (Sample sample : samples) {
        double expectedQuality = 0;
        double expectedCost = 0;
        double drawn = 0;
        for (int i = 0; i < arms; i++) {
          double share = target.share(sample, i);
          if (share > 0) {
            expectedQuality += share * sample.expectedQuality(i);
            expectedCost += share * sample.expectedCost(i);
            drawn = i == sample.arm ? share : drawn;
          }
        }
        if (Double.isNaN(expectedQuality)) {
          continue;
        }
        boolean isKnown = sample.arm >= 0;
        double ratio = drawn / sample.propensity;
        double guess = isKnown ? sample.expectedQuality(sample.arm) : sample.reward;
        asked.add(sample, expectedQuality, ratio, isKnown ? guess : 0);
        if (sample.rewarded()) {
          rewarded++;
          quality.add(sample.weight, expectedQuality, ratio, sample.reward - guess);
        }
        if (sample.costed()) {
          double surprise = isKnown ? sample.costUsd - sample.expectedCost(sample.arm) : 0;
          cost.add(1, expectedCost, ratio, surprise);
        }
        n++;
        costs += expectedCost;
      }
      var sampled = asked.result();
      return new Point(
          kind,
          arm,
          lambda,
          n,
          rewarded,
          cost.interval(squared(costs / Math.max(1, n)), MODEL_ROWS, 0, Double.MAX_VALUE),
          sampled
              .map(SampledQuality.Result::interval)
              .or(() -> quality.interval(QUALITY_VARIANCE, MODEL_ROWS, 0, 1)),
          sampled.map(SampledQuality.Result::basis).orElse(Basis.SIGNALS));
    }

    private static double squared(double value) {
      return value * value;
    }
  }
}
