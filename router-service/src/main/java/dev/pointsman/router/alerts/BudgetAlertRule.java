package dev.pointsman.router.alerts;

import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.router.alerts.Alert.Kind;
import dev.pointsman.router.alerts.Alert.Unit;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetRule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When a budget is worth telling somebody of: a share `at` of a cap of any of its windows is
/// spent, in USD or in tokens, or all of it is expected to be before the window ends. Pure.
///
/// Told once a period, of a rolling window once a day (UTC), of a total once.
public record BudgetAlertRule(String name, BudgetPath budget, List<Double> at, boolean forecast) {

  /// Earlier in a period its spend forecasts nothing.
  private static final double EARLIEST = 0.05;

  public BudgetAlertRule {
    at = at.stream().sorted().toList();
  }

  /// `levels` stand in the order of the budget's windows.
  List<Alert> due(List<BudgetRule> windows, List<Level> levels, Instant now) {
    List<Alert> due = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      Caps caps = windows.get(i).caps();
      Level level = levels.get(i);
      String usd = period(windows.get(i), now);
      double passed = windows.get(i).window().passed(now);
      List<Reading> readings =
          List.of(
              new Reading(Unit.USD, usd, level.settledMicroUsd(), caps.microUsd(), passed),
              new Reading(
                  Unit.TOKENS, usd + ":tokens", level.settledTokens(), caps.tokens(), passed));
      readings.forEach(reading -> due.addAll(due(reading, now)));
    }
    return due;
  }

  /// How much of a cap is spent, and which part of its period has passed.
  private record Reading(Unit unit, String period, long spent, long cap, double passed) {}

  private List<Alert> due(Reading read, Instant now) {
    List<Alert> due = new ArrayList<>();
    if (read.cap() >= Caps.NO_CAP || read.spent() == 0) {
      return due;
    }
    // Only the highest that is reached: who comes late need not hear of all.
    at.stream()
        .filter(share -> read.spent() >= share * read.cap())
        .reduce((lower, higher) -> higher)
        .ifPresent(
            share -> due.add(alert(Kind.THRESHOLD, share.toString(), read, read.spent(), now)));
    double expected = read.spent() / read.passed();
    boolean isToBeReached = read.spent() < read.cap() && expected > read.cap();
    if (forecast && read.passed() >= EARLIEST && isToBeReached) {
      due.add(alert(Kind.FORECAST, "", read, Math.round(expected), now));
    }
    return due;
  }

  private Alert alert(Kind kind, String share, Reading read, long expected, Instant now) {
    String id = name + ":" + kind.label() + ":" + share + read.period();
    return new Alert(
        id,
        name,
        kind,
        read.unit(),
        read.spent(),
        read.cap(),
        expected,
        now.toEpochMilli(),
        Optional.empty());
  }

  private static String period(BudgetRule window, Instant now) {
    String counter = "@" + window.at(now).name();
    return window.window().rolling()
        ? counter + ":" + now.truncatedTo(ChronoUnit.DAYS).toEpochMilli()
        : counter;
  }
}
