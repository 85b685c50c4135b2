package dev.pointsman.router.budget;

import java.util.Locale;

/// What happens as a cap comes near and is reached.
public enum OnCap {
  /// Cheaper arms serve, answers are bounded to what is left; refused when nothing fits.
  DEGRADE,
  /// Served as ever, and refused as soon as that does not fit.
  DENY,
  /// Served as ever; what does not fit waits for somebody's approval.
  APPROVE;

  public static OnCap of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
