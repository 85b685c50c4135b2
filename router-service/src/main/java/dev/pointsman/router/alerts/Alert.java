package dev.pointsman.router.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.SpendJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// Something to be told about spend, or about a model that is no longer what it was. Its id names
/// rule, kind and period, so that each is told once, by whichever router sees it first. Amounts are
/// in the unit, money in micro-USD; `expected` is what the period is forecast to cost, or what the
/// last hour usually costs. Of a drift, what was counted, and as the limit what was invoiced. Of a
/// change there is no amount, but `subject`. No prompt, no secret, no user.
public record Alert(
    String id,
    String rule,
    Kind kind,
    Unit unit,
    long spent,
    long limit,
    long expected,
    long tsMillis,
    Optional<Subject> subject) {

  /// What amounts are counted in.
  public enum Unit {
    USD,
    TOKENS
  }

  /// An arm of a route.
  public record Subject(String route, String arm) {}

  public enum Kind {
    THRESHOLD,
    FORECAST,
    GROWTH,
    DRIFT,
    CHANGE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Of money.
  public Alert(
      String id, String rule, Kind kind, long spent, long limit, long expected, long tsMillis) {
    this(id, rule, kind, Unit.USD, spent, limit, expected, tsMillis, Optional.empty());
  }

  /// That an arm's answers are no longer what they were, as an entry of its route's stream shows:
  /// the same one to every router.
  public static Alert change(Subject subject, String entry, long tsMillis) {
    String id = "arms:change:" + subject.route() + "/" + subject.arm() + "@" + entry;
    return new Alert(id, "arms", Kind.CHANGE, Unit.USD, 0, 0, 0, tsMillis, Optional.of(subject));
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
    if (subject.isPresent()) {
      json.put("route", subject.get().route()).put("arm", subject.get().arm());
    } else if (unit == Unit.USD) {
      json.put("spent_usd", SpendJson.usd(spent))
          .put("limit_usd", SpendJson.usd(limit))
          .put("expected_usd", SpendJson.usd(expected));
    } else {
      json.put("spent_tokens", spent).put("limit_tokens", limit).put("expected_tokens", expected);
    }
    return json.put("ts", Instant.ofEpochMilli(tsMillis).toString());
  }
}
