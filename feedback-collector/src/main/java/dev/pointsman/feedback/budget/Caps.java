package dev.pointsman.feedback.budget;

/// What one window may hold at most: micro-USD, tokens, requests, and requests under way at once.
public record Caps(long microUsd, long tokens, long requests, long underWay) {

  /// More than is ever counted, and exact as a floating-point number too: 4.5 billion USD.
  public static final long NO_CAP = 1L << 52;

  public static final Caps NONE = new Caps(NO_CAP, NO_CAP, NO_CAP, NO_CAP);

  public Caps {
    if (Math.min(Math.min(microUsd, tokens), Math.min(requests, underWay)) < 0) {
      throw new IllegalArgumentException("a cap must be >= 0");
    }
    if (Math.max(Math.max(microUsd, tokens), Math.max(requests, underWay)) > NO_CAP) {
      throw new IllegalArgumentException("a cap must be <= " + NO_CAP);
    }
  }

  public static Caps of(Amount most) {
    return new Caps(most.microUsd(), most.tokens(), NO_CAP, NO_CAP);
  }

  public Amount amount() {
    return new Amount(microUsd, tokens);
  }
}
