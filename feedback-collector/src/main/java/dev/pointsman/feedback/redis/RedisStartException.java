package dev.pointsman.feedback.redis;

import io.lettuce.core.RedisException;

/// Redis cannot be used; the message is one line for a person: what, where, how to mend it. It
/// never holds a password.
public final class RedisStartException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// What ended a start, in words for a person where that was Redis, else as it is.
  public static RuntimeException explained(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RedisException) {
        return new RedisStartException(
            "Redis does not answer as it should: "
                + cause.getMessage()
                + "; see redis.url, and start again once it does",
            failure);
      }
      if (cause instanceof RedisStartException) {
        return failure;
      }
    }
    return failure;
  }

  RedisStartException(String message) {
    super(message);
  }

  RedisStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
