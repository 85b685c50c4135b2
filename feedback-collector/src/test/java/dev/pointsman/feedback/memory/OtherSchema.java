package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.CorruptEntryException;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import java.util.List;

/// A stream all of whose entries were made under another schema than the reader's.
record OtherSchema(RewardLog rewards) implements RewardLog {

  @Override
  public List<RewardEntry> readAfter(String id, int max, long waitMillis) {
    List<RewardEntry> entries = rewards.readAfter(id, 1, waitMillis);
    if (!entries.isEmpty()) {
      IllegalArgumentException why = new IllegalArgumentException("of another schema");
      throw new CorruptEntryException(entries.getFirst().id(), "of another schema", why);
    }
    return entries;
  }
}
