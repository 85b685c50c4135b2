package dev.pointsman.eval;

/// Work that could not be finished though the input was good; the message is for the user, in one
/// line. Exit code 1.
public final class FailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public FailedException(String message) {
    super(message);
  }
}
