package dev.pointsman.bandit.objective;

import java.util.OptionalDouble;

/// What lambda is set for: a mean cost not to exceed (USD a request), a mean quality to keep at the
/// least cost, or both; where both cannot be had the budget wins.
///
/// A caller unsure of its quality predictions adds a margin to `leastQuality`.
public record Aim(OptionalDouble usdPerRequest, OptionalDouble leastQuality) {

  public Aim {
    if (usdPerRequest.isEmpty() && leastQuality.isEmpty()) {
      throw new IllegalArgumentException("an aim needs a budget, a least quality, or both");
    }
    usdPerRequest.ifPresent(Aim::requireBudget);
    leastQuality.ifPresent(
        quality -> {
          if (!(quality > 0 && quality <= 1)) {
            throw new IllegalArgumentException("least quality must be in (0, 1], was " + quality);
          }
        });
  }

  public static Aim budget(double usdPerRequest) {
    return new Aim(OptionalDouble.of(usdPerRequest), OptionalDouble.empty());
  }

  public static Aim quality(double least) {
    return new Aim(OptionalDouble.empty(), OptionalDouble.of(least));
  }

  static void requireBudget(double usd) {
    if (!(usd > 0) || Double.isInfinite(usd)) {
      throw new IllegalArgumentException("a budget must be > 0 USD, was " + usd);
    }
  }

  /// USD a request until the end of a calendar period; 0 when nothing is left, and then requests
  /// are to be refused.
  ///
  /// `reserved` is held for calls under way; both in USD; `expectedRequests` are those still to
  /// come, at least 1.
  public static double usdUntilEnd(double left, double reserved, double expectedRequests) {
    if (!(reserved >= 0) || !(expectedRequests >= 1)) {
      throw new IllegalArgumentException(
          "reserved must be >= 0 and expected requests >= 1, were "
              + reserved
              + " and "
              + expectedRequests);
    }
    return Math.max(0, (left - reserved) / expectedRequests);
  }
}
