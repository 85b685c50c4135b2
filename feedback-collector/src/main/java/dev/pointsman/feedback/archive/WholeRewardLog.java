package dev.pointsman.feedback.archive;

import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.StreamId;
import java.util.List;

/// A stream from its very beginning: what an archive has is read from it, the rest from the stream.
/// A fold over it is one over the stream as it was before it was trimmed. One thread.
public record WholeRewardLog(RewardLog archived, String archiveEnd, RewardLog stream)
    implements RewardLog {

  @Override
  public List<RewardEntry> readAfter(String id, int max, long waitMillis) {
    return StreamId.isBefore(id, archiveEnd)
        ? archived.readAfter(id, max, 0)
        : stream.readAfter(id, max, waitMillis);
  }

  /// Nothing is missing, unless the stream was trimmed beyond the archive's end.
  @Override
  public String trimmedTo() {
    String trimmedTo = stream.trimmedTo();
    return StreamId.isBefore(archiveEnd, trimmedTo) ? trimmedTo : BEGINNING;
  }

  @Override
  public RewardLog under(String featureSchema) {
    return new WholeRewardLog(
        archived.under(featureSchema), archiveEnd, stream.under(featureSchema));
  }

  @Override
  public void close() {
    archived.close();
    stream.close();
  }
}
