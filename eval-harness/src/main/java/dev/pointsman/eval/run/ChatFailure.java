package dev.pointsman.eval.run;

/// A call that gave no answer after all attempts; the message holds no prompt text and no key.
final class ChatFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean isHopeless;

  /// `isHopeless`: every other call would fail in the same way (wrong key, wrong address).
  ChatFailure(String message, boolean isHopeless) {
    super(message);
    this.isHopeless = isHopeless;
  }

  boolean isHopeless() {
    return isHopeless;
  }
}
