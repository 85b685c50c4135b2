/// Which budgets there are and over which time each counts: paths, windows of a calendar, caps and
/// what happens at them. Values only; pure. Read {@link dev.pointsman.router.budget.BudgetTree}
/// first.
@NullMarked
package dev.pointsman.router.budget;

import org.jspecify.annotations.NullMarked;
