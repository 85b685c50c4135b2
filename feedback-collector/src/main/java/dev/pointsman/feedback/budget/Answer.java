package dev.pointsman.feedback.budget;

import java.util.List;

/// What a store says to a claim; `nowMillis` is its clock. Levels stand in the order of the claim's
/// windows.
public sealed interface Answer {

  long nowMillis();

  /// So much is reserved on every window; levels include it.
  record Granted(Amount amount, List<Level> levels, long nowMillis) implements Answer {
    public Granted {
      levels = List.copyOf(levels);
    }
  }

  /// Nothing is reserved anywhere: the window at place `window` has too little room of `unit`.
  record Refused(int window, Unit unit, List<Level> levels, long nowMillis) implements Answer {
    public Refused {
      levels = List.copyOf(levels);
    }
  }

  /// Nothing is reserved: one of the periods does not hold the store's present.
  record Outdated(long nowMillis) implements Answer {}

  /// What a window ran out of.
  enum Unit {
    USD,
    TOKENS,
    REQUESTS,
    UNDER_WAY
  }
}
