package dev.pointsman.feedback.redis;

import io.lettuce.core.RedisException;
import java.util.Optional;

/// Redis cannot be used; the message is one line for a person: what, where, how to mend it. It
/// never holds a password.
public final class RedisStartException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// In words for a person where Redis is behind a failure.
  public static Optional<RedisStartException> behind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RedisStartException said) {
        return Optional.of(said);
      }
      if (cause instanceof RedisException) {
        return Optional.of(
            new RedisStartException(
                "Redis does not answer as it should: "
                    + cause.getMessage()
                    + "; see redis.url, and try again once it does",
                failure));
      }
    }
    return Optional.empty();
  }

  RedisStartException(String message) {
    super(message);
  }

  RedisStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
