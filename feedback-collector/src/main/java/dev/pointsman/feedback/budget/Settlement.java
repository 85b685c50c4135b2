package dev.pointsman.feedback.budget;

/// What became of a settlement.
public enum Settlement {
  /// The reservation was open and is settled.
  SETTLED,
  /// The lease had lapsed; the charge is corrected to what was spent.
  LATE,
  /// Nothing is reserved under this id: settled before, or never reserved. Nothing changed.
  UNKNOWN
}
