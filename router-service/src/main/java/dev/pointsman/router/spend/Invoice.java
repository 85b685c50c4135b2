package dev.pointsman.router.spend;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a provider says it charged, by day (UTC) and model, in micro-USD. Pure.
///
/// Reads FOCUS rows, OpenAI's cost export (`start_time`, `amount_value`, `line_item`) and
/// Anthropic's (`usage_date_utc`, `model`, `cost_usd`): columns are known by their names, in any
/// order. A model's cost that an export splits (input, output, cached) is summed.
public record Invoice(Map<Line, Long> microUsd) {

  /// A model on a day.
  public record Line(LocalDate day, String model) implements Comparable<Line> {
    @Override
    public int compareTo(Line other) {
      return Comparator.comparing(Line::day).thenComparing(Line::model).compare(this, other);
    }
  }

  /// A file that is none, in one line that names the place.
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  private static final String[] DAYS = {
    "chargeperiodstart", "start_time_iso", "usage_date_utc", "start_time", "date", "day"
  };
  private static final String[] MODELS = {
    "x_model", "skuid", "model_version", "model", "line_item", "servicename", "resourceid"
  };
  private static final String[] COSTS = {
    "billedcost", "amount_value", "cost_usd", "amount_usd", "amount", "cost"
  };
  private static final String[] CURRENCIES = {"billingcurrency", "amount_currency", "currency"};

  /// Throws {@link Unreadable}.
  public static Invoice parse(String csv) {
    List<Csv.Row> rows = Csv.rows(csv);
    if (rows.isEmpty()) {
      throw new Unreadable("it has no rows below a header");
    }
    require(rows.getFirst(), "a day", DAYS);
    require(rows.getFirst(), "a model", MODELS);
    require(rows.getFirst(), "a cost", COSTS);
    Map<Line, BigDecimal> sums = new TreeMap<>();
    for (Csv.Row row : rows) {
      String cost = row.first(COSTS);
      if (cost.isEmpty()) {
        continue;
      }
      String currency = row.first(CURRENCIES);
      if (!currency.isEmpty() && !currency.equalsIgnoreCase("usd")) {
        throw new Unreadable("line " + row.line() + ": its currency is not USD; convert it first");
      }
      String model = row.first(MODELS);
      if (model.isEmpty()) {
        throw new Unreadable(
            "line " + row.line() + ": a cost without a model; export it grouped by model");
      }
      sums.merge(new Line(day(row), plain(model)), number(row, cost), BigDecimal::add);
    }
    Map<Line, Long> micro = new TreeMap<>();
    sums.forEach(
        (line, usd) ->
            micro.put(
                line, usd.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact()));
    return new Invoice(micro);
  }

  /// `gpt-4o-mini-2024-07-18, input` is the model before the comma.
  private static String plain(String model) {
    int comma = model.indexOf(',');
    return (comma < 0 ? model : model.substring(0, comma)).strip().toLowerCase(Locale.ROOT);
  }

  private static void require(Csv.Row row, String what, String[] columns) {
    for (String column : columns) {
      if (row.cells().containsKey(column)) {
        return;
      }
    }
    throw new Unreadable(
        "line 1: no column for " + what + "; known: " + String.join(", ", columns));
  }

  private static LocalDate day(Csv.Row row) {
    String text = row.first(DAYS);
    try {
      if (text.matches("\\d{9,11}")) {
        return Instant.ofEpochSecond(Long.parseLong(text)).atZone(ZoneOffset.UTC).toLocalDate();
      }
      return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    } catch (DateTimeException e) {
      throw new Unreadable("line " + row.line() + ": its day is neither YYYY-MM-DD nor a time");
    }
  }

  private static BigDecimal number(Csv.Row row, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Unreadable("line " + row.line() + ": its cost is not a number");
    }
  }
}
