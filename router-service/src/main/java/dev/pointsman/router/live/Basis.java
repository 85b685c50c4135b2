package dev.pointsman.router.live;

/// What an estimate of quality rests on.
public enum Basis {
  /// Gold on few answers and a judge on many.
  PREDICTION_POWERED,
  /// Gold alone.
  SAMPLED,
  /// A judge alone, as it is mapped to gold.
  JUDGED,
  /// Whatever was said, volunteered votes too.
  SIGNALS
}
