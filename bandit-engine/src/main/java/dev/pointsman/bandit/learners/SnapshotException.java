package dev.pointsman.bandit.learners;

/// A snapshot of a learner that cannot be used: damaged, of another version or of other features.
/// Nothing of it was taken over.
public final class SnapshotException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SnapshotException(String why) {
    super("this snapshot cannot be used: " + why);
  }

  SnapshotException(String why, Throwable cause) {
    super("this snapshot cannot be used: " + why, cause);
  }
}
