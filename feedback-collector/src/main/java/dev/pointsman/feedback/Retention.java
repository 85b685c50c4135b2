package dev.pointsman.feedback;

import java.time.Duration;
import java.util.Optional;

/// How long what is known of people is kept; docs/privacy.md.
///
/// `decisions`: a decision with its outcome and feedback, once it was made; empty: a little longer
/// than the horizon. `rewards`: what was learnt from, with its features; empty: as many entries as
/// were asked to be kept. `voices`: how a voice votes, after its last vote. `spend`: who spent
/// what, at most; fine buckets of the ledger end earlier by themselves.
public record Retention(
    Optional<Duration> decisions, Optional<Duration> rewards, Duration voices, Duration spend) {

  public static final Retention USUAL =
      new Retention(Optional.empty(), Optional.empty(), Duration.ofDays(30), Duration.ofDays(400));

  private static final Duration KEPT_LONGEST_AFTER_HORIZON = Duration.ofHours(1);

  public Retention {
    if (voices.toMillis() <= 0 || spend.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "voices and spend must be kept for a while, were " + voices + " and " + spend);
    }
  }

  /// How long decisions are kept. Beyond the horizon, so that lateness is decided by its clock, not
  /// by expiry.
  Duration decisions(Duration horizon) {
    long beyond = Math.min(horizon.toMillis(), KEPT_LONGEST_AFTER_HORIZON.toMillis());
    return decisions.orElseGet(() -> horizon.plusMillis(beyond));
  }
}
