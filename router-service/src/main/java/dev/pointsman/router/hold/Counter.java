package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;

/// Where a reservation was made and is to be settled. Any thread.
interface Counter {

  /// Whether it counts here alone until the store is back.
  default boolean isTrusting() {
    return false;
  }

  /// Gives back all of an open reservation but `to`.
  void shrink(String id, Amount to);

  /// Charges what was spent of what was reserved.
  void settle(String id, Amount reserved, Amount spent);
}
