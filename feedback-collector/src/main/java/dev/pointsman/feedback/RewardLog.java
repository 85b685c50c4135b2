package dev.pointsman.feedback;

import java.util.List;

/// One route's `rewards` stream, as every replica reads it.
public interface RewardLog extends AutoCloseable {

  /// The id before the first entry.
  String BEGINNING = "0-0";

  /// Up to `max` entries after the id, in order, those that cannot be read among them; waits up to
  /// `waitMillis` for the first. Empty when there is none. Throws when the store is away.
  List<RewardEntry> readAfter(String id, int max, long waitMillis);

  /// Entries before this one may be gone. Asked after a read that gave what follows a place behind
  /// it, it says that nothing is missing. Throws when the store is away.
  default String trimmedTo() {
    return BEGINNING;
  }

  /// The same stream, over the same connection, for a learner of this feature schema; one whose
  /// entries are of no schema is its own.
  default RewardLog under(String featureSchema) {
    return this;
  }

  /// Whether the entry is still there, which was read before. One that is neither there nor trimmed
  /// was lost by the store. Throws when the store is away.
  default boolean holds(String id) {
    return true;
  }

  @Override
  default void close() {}
}
