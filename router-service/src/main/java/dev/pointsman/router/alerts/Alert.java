package dev.pointsman.router.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.SpendJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/// Something to be told about spend. Its id names rule, kind and period, so that each is told once,
/// by whichever router sees it first. Amounts are in the unit, money in micro-USD; `expected` is
/// what the period is forecast to cost, or what the last hour usually costs. Of a drift, what was
/// counted, and as the limit what was invoiced. No prompt, no secret, no user.
public record Alert(
    String id,
    String rule,
    Kind kind,
    Unit unit,
    long spent,
    long limit,
    long expected,
    long tsMillis) {

  /// What amounts are counted in.
  public enum Unit {
    USD,
    TOKENS
  }

  /// Of money.
  public Alert(
      String id, String rule, Kind kind, long spent, long limit, long expected, long tsMillis) {
    this(id, rule, kind, Unit.USD, spent, limit, expected, tsMillis);
  }

  public enum Kind {
    THRESHOLD,
    FORECAST,
    GROWTH,
    DRIFT;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// That an invoice says otherwise than what was counted: of the days from `first` to `last`,
  /// where the two are apart.
  public static Alert drift(
      LocalDate first, LocalDate last, long counted, long invoiced, long tsMillis) {
    String id = "reconcile:drift:@" + first + ".." + last;
    return new Alert(id, "reconcile", Kind.DRIFT, counted, invoiced, invoiced, tsMillis);
  }

  public ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("rule", rule).put("kind", kind.label());
    switch (unit) {
      case USD ->
          json.put("spent_usd", SpendJson.usd(spent))
              .put("limit_usd", SpendJson.usd(limit))
              .put("expected_usd", SpendJson.usd(expected));
      case TOKENS ->
          json.put("spent_tokens", spent)
              .put("limit_tokens", limit)
              .put("expected_tokens", expected);
    }
    return json.put("ts", Instant.ofEpochMilli(tsMillis).toString());
  }
}
