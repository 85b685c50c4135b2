package dev.pointsman.router.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.fold.Standing;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.SpendJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Something to be told about spend, or about what a route has learnt. Its id names rule, kind and
/// period, so that each is told once, by whichever router sees it first. Amounts are in the unit,
/// money in micro-USD; `expected` is what the period is forecast to cost, or what the last hour
/// usually costs. Of a drift, what was counted, and as the limit what was invoiced. Of a change and
/// a candidate there is no amount, but `subject`. No prompt, no secret, no user.
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

  /// What happened on a route, by name; its entry in the route's stream is the same to every
  /// router.
  private record Subject(String route, Map<String, String> what) {}

  public enum Kind {
    THRESHOLD,
    FORECAST,
    GROWTH,
    DRIFT,
    CHANGE,
    CANDIDATE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Of money.
  public Alert(
      String id, String rule, Kind kind, long spent, long limit, long expected, long tsMillis) {
    this(id, rule, kind, Unit.USD, spent, limit, expected, tsMillis, Optional.empty());
  }

  /// That an arm's answers are no longer what they were, as an entry of its route's stream shows.
  public static Alert change(String route, String arm, String entry, long tsMillis) {
    String id = "arms:change:" + route + "/" + arm + "@" + entry;
    return of("arms", Kind.CHANGE, id, tsMillis, new Subject(route, Map.of("arm", arm)));
  }

  /// That a route's candidate came to a stage, at an entry of its stream, and why.
  public static Alert candidate(String route, Standing.Step step) {
    String stage = step.stage().name().toLowerCase(Locale.ROOT);
    String id = "candidate:" + stage + ":" + route + "@" + step.entry();
    Subject subject = new Subject(route, Map.of("stage", stage, "why", step.why()));
    return of("candidate", Kind.CANDIDATE, id, step.tsMillis(), subject);
  }

  private static Alert of(String rule, Kind kind, String id, long tsMillis, Subject subject) {
    return new Alert(id, rule, kind, Unit.USD, 0, 0, 0, tsMillis, Optional.of(subject));
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
      json.put("route", subject.get().route());
      new TreeMap<>(subject.get().what()).forEach(json::put);
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
