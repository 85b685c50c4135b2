package dev.pointsman.router.spend;

import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What was spent in a period, summed by one thing: rows by falling cost, their total, who the big
/// spenders are, and how long prompts were. Pure.
///
/// `rest` is the part that a full bucket counted under `other`.
public record SpendReport(
    List<Row> rows,
    Tally total,
    Tally rest,
    Optional<Concentration> concentration,
    List<Row> lengths) {

  static final double TOP_SHARE = 0.2;

  /// What stands under a name, or under the beginning of a bucket, epoch ms.
  public record Row(String key, Tally tally) {

    long microUsd() {
      return tally.whole(Part.MICRO_USD);
    }

    /// USD per answer, absent where nothing was answered.
    public OptionalDouble perAnswer() {
      return ratio(tally.get(Part.MICRO_USD) / 1e6, tally.get(Part.ANSWERS));
    }

    /// USD per answer that is good, where the share of good ones is that among the rated; absent
    /// without a good one.
    public OptionalDouble perGoodAnswer() {
      double good = tally.get(Part.ANSWERS) * tally.get(Part.GOOD) / tally.get(Part.RATED);
      return ratio(tally.get(Part.MICRO_USD) / 1e6, good);
    }

    /// Tokens of a prompt, absent without requests.
    public OptionalDouble meanInputTokens() {
      return ratio(tally.get(Part.INPUT_TOKENS), tally.get(Part.REQUESTS));
    }
  }

  /// How much of the spend the `topUsers`, a fifth of all `users` rounded up, are behind. Who is
  /// not named is no user.
  public record Concentration(int users, int topUsers, double share) {}

  public SpendReport {
    rows = List.copyOf(rows);
    lengths = List.copyOf(lengths);
  }

  public static SpendReport of(List<Spent> spent, GroupBy by) {
    Map<String, Tally> rows = new HashMap<>();
    Map<Long, Tally> times = new TreeMap<>();
    Tally rest = Tally.NONE;
    for (Spent one : spent) {
      by.names(one).forEach(name -> rows.merge(name, one.tally(), Tally::plus));
      times.merge(one.beginMillis(), one.tally(), Tally::plus);
      rest = one.group().isRest() ? rest.plus(one.tally()) : rest;
    }
    return new SpendReport(
        rows.entrySet().stream()
            .map(row -> new Row(row.getKey(), row.getValue()))
            .sorted(Comparator.comparingLong(Row::microUsd).reversed().thenComparing(Row::key))
            .toList(),
        Spent.total(spent),
        rest,
        concentration(spent),
        times.entrySet().stream()
            .map(time -> new Row(time.getKey().toString(), time.getValue()))
            .toList());
  }

  private static Optional<Concentration> concentration(List<Spent> spent) {
    Map<String, Double> users = new HashMap<>();
    for (Spent one : spent) {
      if (!one.group().user().isEmpty() && !one.group().isRest()) {
        users.merge(one.group().user(), one.tally().get(Part.MICRO_USD), Double::sum);
      }
    }
    double all = users.values().stream().mapToDouble(Double::doubleValue).sum();
    if (all <= 0) {
      return Optional.empty();
    }
    int top = (int) Math.ceil(users.size() * TOP_SHARE);
    double most =
        users.values().stream()
            .sorted(Comparator.reverseOrder())
            .limit(top)
            .mapToDouble(Double::doubleValue)
            .sum();
    return Optional.of(new Concentration(users.size(), top, most / all));
  }

  private static OptionalDouble ratio(double above, double below) {
    return below > 0 ? OptionalDouble.of(above / below) : OptionalDouble.empty();
  }
}
