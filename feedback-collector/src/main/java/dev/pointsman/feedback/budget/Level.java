package dev.pointsman.feedback.budget;

/// What a window holds: all that is charged to it, reservations included, and the part of it that
/// is only reserved.
public record Level(
    long microUsd,
    long tokens,
    long requests,
    long reservedMicroUsd,
    long reservedTokens,
    long underWay) {

  public static final Level EMPTY = new Level(0, 0, 0, 0, 0, 0);

  public long settledMicroUsd() {
    return Math.max(0, microUsd - reservedMicroUsd);
  }

  public long settledTokens() {
    return Math.max(0, tokens - reservedTokens);
  }

  /// What may still be charged.
  public Amount room(Caps caps) {
    return new Amount(Math.max(0, caps.microUsd() - microUsd), Math.max(0, caps.tokens() - tokens));
  }

  /// What could still be charged if everything reserved were given back.
  public Amount roomUnreserved(Caps caps) {
    return new Amount(
        Math.max(0, caps.microUsd() - settledMicroUsd()),
        Math.max(0, caps.tokens() - settledTokens()));
  }
}
