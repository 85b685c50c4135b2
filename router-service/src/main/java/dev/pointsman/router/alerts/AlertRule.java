package dev.pointsman.router.alerts;

import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.router.alerts.Alert.Kind;
import dev.pointsman.router.spend.Spent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// When spend is worth telling somebody of. Pure.
///
/// Of a calendar period in UTC (`month` or a day): a share `at` of `usd` is reached, or the whole
/// of it is forecast to be. Of `growth`: the last full hour cost so many times the mean hour of the
/// day before it, and at least `leastUsd`. `only` names what counts: team, project, key, user,
/// model, route; everything when empty.
public record AlertRule(
    String name,
    boolean month,
    OptionalDouble usd,
    List<Double> at,
    boolean forecast,
    OptionalDouble growth,
    double leastUsd,
    Map<String, String> only) {

  /// Earlier in a period its spend forecasts nothing.
  private static final double EARLIEST = 0.05;

  private static final int HOURS = 24;
  private static final int PROFILE_DAYS = 7;
  private static final int LEAST_PROFILE_DAYS = 3;

  public AlertRule {
    at = at.stream().sorted().toList();
    only = Map.copyOf(only);
  }

  List<Alert> due(List<Spent> hourly, List<Spent> daily, long nowMillis) {
    Spending spending = Spending.of(hourly, daily, this::counts);
    List<Alert> due = new ArrayList<>();
    if (usd.isPresent()) {
      long limit = Math.round(usd.getAsDouble() * 1e6);
      Span span = span(nowMillis);
      long spent = spending.daysFrom(span.from());
      // Only the highest that is reached: who comes late need not hear of all.
      at.stream()
          .filter(share -> spent >= share * limit)
          .reduce((lower, higher) -> higher)
          .ifPresent(
              share ->
                  due.add(
                      alert(
                          Kind.THRESHOLD,
                          share + "@" + span.from(),
                          new Reading(spent, limit, spent),
                          nowMillis)));
      long expected = expected(spending, span, nowMillis);
      if (forecast && spent < limit && expected > limit) {
        due.add(
            alert(
                Kind.FORECAST, "@" + span.from(), new Reading(spent, limit, expected), nowMillis));
      }
    }
    grown(spending, nowMillis).ifPresent(due::add);
    return due;
  }

  /// A period by its beginning and end, epoch ms.
  record Span(long from, long to) {}

  Span span(long nowMillis) {
    ZonedDateTime day =
        Instant.ofEpochMilli(nowMillis).atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    ZonedDateTime from = month ? day.withDayOfMonth(1) : day;
    ZonedDateTime to = month ? from.plusMonths(1) : from.plusDays(1);
    return new Span(from.toInstant().toEpochMilli(), to.toInstant().toEpochMilli());
  }

  /// What a period will have cost. A day goes on as the same hours of the last week went, once
  /// three days of it are known, else like any other period: in proportion to the time gone.
  long expected(Spending spending, Span span, long nowMillis) {
    long spent = spending.daysFrom(span.from());
    long known =
        spending.days().keySet().stream()
            .filter(day -> day < span.from() && day >= span.from() - PROFILE_DAYS * Spending.DAY)
            .count();
    if (!month && known >= LEAST_PROFILE_DAYS) {
      return spent + rest(spending, span, nowMillis, known);
    }
    double gone = (double) (nowMillis - span.from()) / (span.to() - span.from());
    return gone < EARLIEST ? spent : Math.round(spent / gone);
  }

  private static long rest(Spending spending, Span span, long nowMillis, long known) {
    double rest = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      long begin = span.from() + hour * Spending.HOUR;
      double left = Math.clamp((double) (begin + Spending.HOUR - nowMillis) / Spending.HOUR, 0, 1);
      long sum = 0;
      for (int day = 1; day <= PROFILE_DAYS; day++) {
        sum += spending.hour(begin - day * Spending.DAY);
      }
      rest += left * sum / known;
    }
    return Math.round(rest);
  }

  private Optional<Alert> grown(Spending spending, long nowMillis) {
    if (growth.isEmpty()) {
      return Optional.empty();
    }
    long last = Math.floorDiv(nowMillis, Spending.HOUR) * Spending.HOUR - Spending.HOUR;
    long before = 0;
    for (int i = 1; i <= HOURS; i++) {
      before += spending.hour(last - i * Spending.HOUR);
    }
    double usual = (double) before / HOURS;
    long spent = spending.hour(last);
    boolean isSudden = before > 0 && spent >= growth.getAsDouble() * usual;
    return isSudden && spent >= leastUsd * 1e6
        ? Optional.of(
            alert(
                Kind.GROWTH,
                "@" + last,
                new Reading(spent, Math.round(growth.getAsDouble() * usual), Math.round(usual)),
                nowMillis))
        : Optional.empty();
  }

  /// What was spent, what it may be and what is expected, in micro-USD.
  private record Reading(long spent, long limit, long expected) {}

  private Alert alert(Kind kind, String period, Reading read, long nowMillis) {
    String id = name + ":" + kind.label() + ":" + period;
    return new Alert(id, name, kind, read.spent(), read.limit(), read.expected(), nowMillis);
  }

  private boolean counts(Spent spent) {
    SpendGroup group = spent.group();
    return only.entrySet().stream()
        .allMatch(
            one ->
                one.getValue()
                    .equals(
                        switch (one.getKey()) {
                          case "team" -> group.team();
                          case "project" -> group.project();
                          case "key" -> group.key();
                          case "user" -> group.user();
                          case "model" -> group.model();
                          default -> spent.route();
                        }));
  }
}
