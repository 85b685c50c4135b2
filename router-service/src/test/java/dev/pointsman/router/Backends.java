package dev.pointsman.router;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.budget.BudgetStore;
import java.util.function.Function;

/// Backends with some parts that are not as they should be.
final class Backends {

  private Backends() {}

  /// The same but for budgets and tables.
  static Backend with(Backend of, BudgetStore budgets, Function<String, SharedTable> tables) {
    return new Backend(
        of.config(),
        of.log(),
        of.forgetting(),
        budgets,
        of.calibrations(),
        tables,
        of.rewards(),
        of.snapshots(),
        of.nextSnapshots(),
        of.stats(),
        of.answers(),
        of.secret(),
        of.cache(),
        of.sessions(),
        of.papers(),
        of.onClose());
  }
}
