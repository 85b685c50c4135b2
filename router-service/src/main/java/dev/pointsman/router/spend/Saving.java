package dev.pointsman.router.spend;

import dev.pointsman.router.config.RouterConfig.Route;
import dev.pointsman.router.live.Frontier;
import dev.pointsman.router.live.Frontier.Point;
import dev.pointsman.router.live.Interval;
import java.util.Comparator;
import java.util.Optional;

/// What a route's policy saved against asking the best model always, and what that did to quality;
/// each per request, with a 95 % interval that takes the two sides to be independent. Pure.
///
/// `method` says what the baseline rests on: `holdout`, conversations that the baseline really
/// served, or `off_policy`, an estimate over recorded propensities of what the arm would have cost
/// and scored. `quality` is the policy's less the baseline's, absent without rewards on both sides.
public record Saving(
    String method, String baseline, long requests, Interval usd, Optional<Interval> quality) {

  /// Fewer conversations prove nothing.
  static final int LEAST_HELD_OUT = 30;

  /// Absent where either side has no cost yet.
  public static Optional<Saving> of(Route route, Frontier frontier) {
    Optional<Point> live = first(frontier, "live");
    Optional<Point> holdout =
        first(frontier, "holdout").filter(point -> point.n() >= LEAST_HELD_OUT);
    Optional<Point> baseline = holdout.isPresent() ? holdout : best(route, frontier);
    if (live.isEmpty() || baseline.isEmpty()) {
      return Optional.empty();
    }
    Point policy = live.get();
    Point other = baseline.get();
    if (policy.cost().isEmpty() || other.cost().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Saving(
            holdout.isPresent() ? "holdout" : "off_policy",
            other.arm().or(() -> route.trial().baseline()).orElse(""),
            policy.n(),
            difference(other.cost().get(), policy.cost().get()),
            policy
                .quality()
                .flatMap(mine -> other.quality().map(theirs -> difference(mine, theirs)))));
  }

  /// The arm of the route's baseline, else that of the best estimated quality, else the dearest.
  private static Optional<Point> best(Route route, Frontier frontier) {
    Comparator<Point> byQuality =
        Comparator.comparingDouble(p -> p.quality().map(Interval::mean).orElse(-1.0));
    Comparator<Point> byCost =
        Comparator.comparingDouble(p -> p.cost().map(Interval::mean).orElse(-1.0));
    return frontier.points().stream()
        .filter(point -> point.kind().equals("arm"))
        .filter(point -> route.trial().baseline().map(point.arm().orElse("")::equals).orElse(true))
        .max(byQuality.thenComparing(byCost));
  }

  private static Optional<Point> first(Frontier frontier, String kind) {
    return frontier.points().stream().filter(point -> point.kind().equals(kind)).findFirst();
  }

  static Interval difference(Interval a, Interval b) {
    double mean = a.mean() - b.mean();
    double below = Math.hypot(a.mean() - a.lo(), b.hi() - b.mean());
    double above = Math.hypot(a.hi() - a.mean(), b.mean() - b.lo());
    return new Interval(mean, mean - below, mean + above, Math.min(a.ess(), b.ess()));
  }
}
