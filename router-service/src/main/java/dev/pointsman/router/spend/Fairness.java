package dev.pointsman.router.spend;

import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.config.Values;
import dev.pointsman.router.config.Values.Who;
import dev.pointsman.router.live.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// How segments fare: quality of rated answers, cost of a request, and how often they are denied or
/// answered by less, each with a 95 % interval. Pure.
///
/// Means have normal intervals, rates Wilson's, which hold for few and for none. Quality is of the
/// answers somebody rated, so who votes matters.
public record Fairness(String segment, Tally tally) {

  private static final double Z = 1.959963984540054;

  public static List<String> segments() {
    return List.of("tier", "team", "project", "task", "language", "key");
  }

  public static List<Fairness> of(List<Spent> spent, String by, Values values) {
    Function<SpendGroup, String> name =
        switch (by) {
          case "team" -> SpendGroup::team;
          case "project" -> SpendGroup::project;
          case "task" -> SpendGroup::task;
          case "language" -> SpendGroup::language;
          case "key" -> SpendGroup::key;
          default ->
              group ->
                  values
                      .tier(new Who(group.user(), group.key(), group.team(), group.project()))
                      .orElse("");
        };
    Map<String, Tally> segments = new TreeMap<>();
    spent.forEach(one -> segments.merge(name.apply(one.group()), one.tally(), Tally::plus));
    return segments.entrySet().stream().map(s -> new Fairness(s.getKey(), s.getValue())).toList();
  }

  /// In [0, 1]; absent where nobody rated.
  public Optional<Interval> quality() {
    return mean(
            tally.get(Part.RATED),
            tally.get(Part.QUALITY_PPM) / 1e6,
            tally.get(Part.SQUARED_QUALITY_PPM) / 1e6)
        .map(
            mean ->
                new Interval(
                    mean.mean(), Math.max(0, mean.lo()), Math.min(1, mean.hi()), mean.ess()));
  }

  /// USD a request; absent without requests.
  public Optional<Interval> cost() {
    return mean(
        tally.get(Part.REQUESTS),
        tally.get(Part.MICRO_USD) / 1e6,
        tally.get(Part.SQUARED_MICRO_USD) / 1e12);
  }

  /// Of all who asked.
  public Optional<Interval> denied() {
    double denied = tally.get(Part.DENIED);
    return rate(denied, tally.get(Part.REQUESTS) + denied);
  }

  /// Of all who were answered.
  public Optional<Interval> degraded() {
    return rate(tally.get(Part.DEGRADED), tally.get(Part.REQUESTS));
  }

  private static Optional<Interval> mean(double n, double sum, double squares) {
    if (n < 1) {
      return Optional.empty();
    }
    double mean = sum / n;
    double variance = n < 2 ? 0 : Math.max(0, squares - n * mean * mean) / (n - 1);
    double half = Z * Math.sqrt(variance / n);
    return Optional.of(new Interval(mean, mean - half, mean + half, n));
  }

  static Optional<Interval> rate(double hits, double n) {
    if (n < 1) {
      return Optional.empty();
    }
    double p = hits / n;
    double z2 = Z * Z / n;
    double centre = (p + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n)) / (1 + z2);
    return Optional.of(new Interval(p, Math.max(0, centre - half), Math.min(1, centre + half), n));
  }
}
