/// What budgets are counted in, and the port of the store that counts: windows of budgets, atomic
/// reservations on many of them at once. Which budgets a request has and what it may cost is the
/// router's business. Read {@link dev.pointsman.feedback.budget.BudgetStore} first.
@NullMarked
package dev.pointsman.feedback.budget;

import org.jspecify.annotations.NullMarked;
