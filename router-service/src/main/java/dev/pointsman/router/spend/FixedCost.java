package dev.pointsman.router.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is paid for a time and not by the request: seats, a machine's hours. In micro-USD, from
/// midnight UTC of `from` until that of `to`; each day carries its part. Team, project and model
/// may be empty. Immutable.
///
/// Of a machine that answers as `model` the requests there carry a part already, so only what they
/// leave is added to spend.
public record FixedCost(
    String name,
    LocalDate from,
    LocalDate to,
    long microUsd,
    String team,
    String project,
    String model) {

  private static final int LONGEST_NAME = 64;
  private static final BigDecimal MOST_USD = BigDecimal.valueOf(1_000_000_000);

  /// Under what it is kept: the same again replaces it.
  public String id() {
    return from + ":" + name;
  }

  /// The part that falls into a period, epoch ms.
  public long within(long fromMillis, long toMillis) {
    long begin = millis(from);
    long end = millis(to);
    long part = Math.min(end, toMillis) - Math.max(begin, fromMillis);
    return part <= 0 ? 0 : Math.round((double) microUsd * part / (end - begin));
  }

  public boolean beginsWithin(long fromMillis, long toMillis) {
    return fromMillis <= millis(from) && millis(from) < toMillis;
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  /// Reads texts by their names: `name`, `from`, `to`, `usd` are needed, `team`, `project`, `model`
  /// not. Throws an IllegalArgumentException that says what is wrong.
  public static FixedCost of(Map<String, String> texts) {
    String name = texts.getOrDefault("name", "").strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("name: give 1 to " + LONGEST_NAME + " characters");
    }
    LocalDate from = day(texts, "from");
    LocalDate to = day(texts, "to");
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("to: must be after from; it is the day after the last");
    }
    return new FixedCost(
        name,
        from,
        to,
        microUsd(texts.getOrDefault("usd", "")),
        texts.getOrDefault("team", ""),
        texts.getOrDefault("project", ""),
        texts.getOrDefault("model", ""));
  }

  /// Of an object of texts and numbers.
  public static FixedCost of(JsonNode json) {
    return of(
        Stream.of("name", "from", "to", "usd", "team", "project", "model")
            .filter(json::hasNonNull)
            .collect(Collectors.toMap(key -> key, key -> json.path(key).asText())));
  }

  /// Rows of a file: columns as above, or those of FOCUS. Throws an IllegalArgumentException that
  /// names the line.
  public static List<FixedCost> parse(String csv) {
    return Csv.rows(csv).stream().map(FixedCost::of).toList();
  }

  private static FixedCost of(Csv.Row row) {
    try {
      return of(
          Map.of(
              "name", row.first("name", "chargedescription", "servicename"),
              "from", row.first("from", "chargeperiodstart"),
              "to", row.first("to", "chargeperiodend"),
              "usd", row.first("usd", "billedcost"),
              "team", row.first("team", "subaccountname"),
              "project", row.first("project", "x_project"),
              "model", row.first("model", "resourceid")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + row.line() + ": " + e.getMessage(), e);
    }
  }

  public ObjectNode json() {
    return Json.object()
        .put("id", id())
        .put("name", name)
        .put("from", from.toString())
        .put("to", to.toString())
        .put("usd", SpendJson.usd(microUsd))
        .put("team", team)
        .put("project", project)
        .put("model", model);
  }

  private static LocalDate day(Map<String, String> texts, String key) {
    String text = texts.getOrDefault(key, "").strip();
    try {
      return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(key + ": give a day as 2026-01-31", e);
    }
  }

  private static long microUsd(String text) {
    try {
      BigDecimal usd = new BigDecimal(text.strip());
      if (usd.signum() >= 0 && usd.compareTo(MOST_USD) <= 0) {
        return usd.movePointRight(6).longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("usd: give whole micro-USD, such as 1200.50", e);
    }
    throw new IllegalArgumentException("usd: must be from 0 to " + MOST_USD.toPlainString());
  }
}
