package dev.pointsman.feedback.budget;

/// Money in micro-USD and tokens (input and output together), whole numbers, neither below 0.
public record Amount(long microUsd, long tokens) {

  public static final Amount NONE = new Amount(0, 0);

  public Amount {
    if (microUsd < 0 || tokens < 0) {
      throw new IllegalArgumentException(
          "an amount must be >= 0, was " + microUsd + " micro-USD and " + tokens + " tokens");
    }
  }

  /// Whether neither part of the other is larger.
  public boolean covers(Amount other) {
    return other.microUsd <= microUsd && other.tokens <= tokens;
  }

  /// The smaller of each part.
  public Amount min(Amount other) {
    return new Amount(Math.min(microUsd, other.microUsd), Math.min(tokens, other.tokens));
  }

  /// The larger of each part.
  public Amount max(Amount other) {
    return new Amount(Math.max(microUsd, other.microUsd), Math.max(tokens, other.tokens));
  }
}
