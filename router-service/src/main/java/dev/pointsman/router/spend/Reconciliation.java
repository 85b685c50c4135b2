package dev.pointsman.router.spend;

import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.spend.Invoice.Line;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a provider charged beside what the ledger holds, by day and model. Pure.
public record Reconciliation(List<Row> rows) {

  static final double MOST_DRIFT = 0.01;

  /// Both in micro-USD.
  public record Row(Line line, long invoiced, long counted) {

    /// The difference as a share of the invoice; of what was counted where nothing was invoiced.
    public double drift() {
      long base = invoiced == 0 ? counted : invoiced;
      return base == 0 ? 0 : (double) (counted - invoiced) / Math.abs(base);
    }

    public boolean isDrifting() {
      return Math.abs(drift()) > MOST_DRIFT;
    }
  }

  /// Only days and providers' models that the invoice speaks of; `upstream` is an arm's model at
  /// its provider. A dated name of a model (`gpt-4o-mini-2024-07-18`) is the longest known name it
  /// begins with.
  public static Reconciliation of(
      Invoice invoice, List<Spent> daily, Function<String, String> upstream) {
    Map<Line, Long> counted = new TreeMap<>();
    List<LocalDate> days = invoice.microUsd().keySet().stream().map(Line::day).distinct().toList();
    for (Spent spent : daily) {
      LocalDate day =
          Instant.ofEpochMilli(spent.beginMillis()).atZone(ZoneOffset.UTC).toLocalDate();
      String model = upstream.apply(spent.group().model()).toLowerCase(Locale.ROOT);
      if (days.contains(day)) {
        counted.merge(new Line(day, model), spent.tally().whole(Part.MICRO_USD), Long::sum);
      }
    }
    List<String> known = counted.keySet().stream().map(Line::model).distinct().toList();
    Map<Line, Long> invoiced = new TreeMap<>();
    invoice
        .microUsd()
        .forEach(
            (line, usd) ->
                invoiced.merge(new Line(line.day(), among(known, line.model())), usd, Long::sum));
    List<Row> rows = new ArrayList<>();
    invoiced.forEach((line, usd) -> rows.add(new Row(line, usd, counted.getOrDefault(line, 0L))));
    List<String> billed = invoiced.keySet().stream().map(Line::model).distinct().toList();
    counted.forEach(
        (line, usd) -> {
          if (billed.contains(line.model()) && !invoiced.containsKey(line)) {
            rows.add(new Row(line, 0, usd));
          }
        });
    return new Reconciliation(List.copyOf(rows));
  }

  public boolean isDrifting() {
    return drifting().findAny().isPresent();
  }

  public Stream<Row> drifting() {
    return rows.stream().filter(Row::isDrifting);
  }

  private static String among(List<String> known, String model) {
    return known.stream()
        .filter(name -> model.equals(name) || model.startsWith(name + "-"))
        .reduce((a, b) -> a.length() >= b.length() ? a : b)
        .orElse(model);
  }
}
