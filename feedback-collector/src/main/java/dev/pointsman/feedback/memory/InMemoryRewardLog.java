package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import java.util.List;
import java.util.Optional;

/// One route's entries, as a reader of a feature schema or of none in particular sees them.
record InMemoryRewardLog(InMemoryStream stream, Optional<String> featureSchema)
    implements RewardLog {

  @Override
  public List<RewardEntry> readAfter(String id, int max, long waitMillis) {
    return stream.after(id, max, waitMillis).stream()
        .map(stored -> RewardCodec.read(stored.id(), stored.entry(), featureSchema))
        .toList();
  }

  @Override
  public String trimmedTo() {
    return stream.trimmedTo();
  }

  @Override
  public RewardLog under(String other) {
    return new InMemoryRewardLog(stream, Optional.of(other));
  }
}
