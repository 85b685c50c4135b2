package dev.pointsman.router.alerts;

import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.router.alerts.Alert.Kind;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetRule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// When a budget is worth telling somebody of: a share `at` of the cap of any of its windows in USD
/// is spent, or all of it is expected to be before the window ends. Pure.
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
      if (windows.get(i).caps().microUsd() < Caps.NO_CAP) {
        due.addAll(due(windows.get(i), levels.get(i).settledMicroUsd(), now));
      }
    }
    return due;
  }

  private List<Alert> due(BudgetRule window, long spent, Instant now) {
    List<Alert> due = new ArrayList<>();
    long cap = window.caps().microUsd();
    // Only the highest that is reached: who comes late need not hear of all.
    at.stream()
        .filter(share -> spent >= share * cap && spent > 0)
        .reduce((lower, higher) -> higher)
        .ifPresent(
            share -> due.add(alert(Kind.THRESHOLD, share + period(window, now), spent, cap, now)));
    double passed = window.window().passed(now);
    if (forecast && passed >= EARLIEST && spent < cap && spent / passed > cap) {
      long expected = Math.round(spent / passed);
      String id = id(Kind.FORECAST, period(window, now));
      due.add(new Alert(id, name, Kind.FORECAST, spent, cap, expected, now.toEpochMilli()));
    }
    return due;
  }

  private Alert alert(Kind kind, String what, long spent, long cap, Instant now) {
    return new Alert(id(kind, what), name, kind, spent, cap, spent, now.toEpochMilli());
  }

  private String id(Kind kind, String what) {
    return name + ":" + kind.label() + ":" + what;
  }

  private static String period(BudgetRule window, Instant now) {
    String counter = "@" + window.at(now).name();
    return window.window().rolling()
        ? counter + ":" + now.truncatedTo(ChronoUnit.DAYS).toEpochMilli()
        : counter;
  }
}
