package dev.pointsman.router.upstream;

import java.time.Duration;
import java.util.Optional;

/// An attempt that gave no answer worth relaying. The message never holds what the upstream said.
public final class UpstreamFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final long retryAfterMillis;

  /// Why: no connection, no answer in time, a status that asks to try elsewhere (408, 429, 5xx), an
  /// answer that is none, a prompt too long for the model, or nobody to ask because all rest after
  /// failures.
  public enum Kind {
    CONNECT,
    TIMEOUT,
    STATUS,
    BROKEN,
    TOO_LONG,
    RESTING
  }

  public UpstreamFailure(Kind kind, String message) {
    this(kind, message, Optional.empty());
  }

  /// `retryAfter`: how long the upstream wants to be left alone.
  public UpstreamFailure(Kind kind, String message, Optional<Duration> retryAfter) {
    super(message, null, false, false);
    this.kind = kind;
    this.retryAfterMillis = retryAfter.map(Duration::toMillis).orElse(-1L);
  }

  public Kind kind() {
    return kind;
  }

  public Optional<Duration> retryAfter() {
    return retryAfterMillis < 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(retryAfterMillis));
  }
}
