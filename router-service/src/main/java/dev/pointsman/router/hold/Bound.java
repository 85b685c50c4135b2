package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Window;
import dev.pointsman.router.budget.BudgetRule;

/// What binds a request, with its counter: a cap of a budget, the rate of what is named, or what a
/// session may take in `every`.
sealed interface Bound {

  Window window();

  record Cap(BudgetRule rule, Window window) implements Bound {}

  record Rate(String name, Window window) implements Bound {}

  record Session(String name, String every, Window window) implements Bound {}
}
