package dev.pointsman.feedback.snapshot;

import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps nothing, so that who uses it folds the whole stream.
public final class NoSnapshots implements SnapshotStore {

  @Override
  public Optional<Lease> lease(String holder, Duration life) {
    return Optional.empty();
  }

  @Override
  public Lease seize(String holder, Duration life) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean put(Lease lease, Snapshot snapshot, Set<String> dropped) {
    return false;
  }

  @Override
  public List<SnapshotMark> marks() {
    return List.of();
  }

  @Override
  public Optional<byte[]> read(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<String> order(Order order) {
    return Optional.empty();
  }

  @Override
  public Optional<String> adopt(Lease lease, Snapshot snapshot, String by) {
    return Optional.empty();
  }

  @Override
  public boolean unpin(Lease lease, String name, String orderId) {
    return false;
  }

  @Override
  public long trim(Lease lease, String entryId, boolean archived) {
    return -1;
  }

  @Override
  public String trimmed() {
    return RewardLog.BEGINNING;
  }
}
