package dev.pointsman.feedback.judge;

/// What a judge's reply amounts to.
public sealed interface Ruling {

  /// One answer's grade, 0 to 1.
  record Grade(double value) implements Ruling {}

  /// Of two answers, in the order in which they were shown.
  enum Preference implements Ruling {
    FIRST,
    SECOND,
    NEITHER
  }

  /// The reply does not count.
  enum Abstained implements Ruling {
    /// It holds the canary.
    CANARY,
    /// It is not the one JSON object that was asked for.
    SCHEMA,
    /// It is, but with another id.
    FOREIGN
  }
}
