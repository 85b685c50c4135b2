package dev.pointsman.feedback.fold;

import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.StreamId;
import java.time.Duration;
import java.util.function.LongSupplier;

/// When to ask whether the store still has the entry that a fold stands at: now and then, and
/// whenever the store was away, since a failover may lose what was read before. One thread.
final class Footing {

  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final Beginning beginning;
  private final LongSupplier nanoTime;
  private boolean isSuspect;
  private long lookAt;

  Footing(Beginning beginning, LongSupplier nanoTime) {
    this.beginning = beginning;
    this.nanoTime = nanoTime;
    this.lookAt = nanoTime.getAsLong() + LOOK_EVERY_NANOS;
  }

  /// Before a read, and after one that was answered.
  void suspect(boolean isDoubted) {
    isSuspect = isDoubted;
  }

  /// Whether the entry is neither there nor trimmed, as far as was asked. Never of a learner that
  /// was given and cannot begin again. Throws when the store is away.
  boolean isLost(String id) {
    long now = nanoTime.getAsLong();
    if (beginning.shelf().isEmpty() || (!isSuspect && now - lookAt < 0)) {
      return false;
    }
    boolean isLost =
        !id.equals(RewardLog.BEGINNING)
            && !beginning.holds(id)
            && !StreamId.isBefore(id, beginning.trimmedTo());
    lookAt = now + LOOK_EVERY_NANOS;
    return isLost;
  }
}
