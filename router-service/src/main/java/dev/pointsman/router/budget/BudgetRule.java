package dev.pointsman.router.budget;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Window;
import java.time.Instant;

/// One cap of a budget over one window: money, tokens or both. From `soft` of it on, 0..1, it
/// counts as nearly reached. A request that may take more than `approveOver` at once waits for
/// approval.
public record BudgetRule(
    BudgetPath path, BudgetWindow window, Caps caps, double soft, OnCap onCap, Amount approveOver) {

  /// Any size goes without approval.
  public static final Amount ANY_SIZE = new Amount(Caps.NO_CAP, Caps.NO_CAP);

  public Window at(Instant now) {
    return window.at(path.text(), caps, now);
  }

  BudgetRule of(BudgetPath other) {
    return new BudgetRule(other, window, caps, soft, onCap, approveOver);
  }
}
