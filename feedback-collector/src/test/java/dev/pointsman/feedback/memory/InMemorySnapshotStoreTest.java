package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import dev.pointsman.feedback.snapshot.SnapshotStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class InMemorySnapshotStoreTest extends SnapshotStoreContract {

  private final InMemoryStream rewards = new InMemoryStream();
  private Instant now = Instant.EPOCH;
  private final InMemorySnapshotStore store = new InMemorySnapshotStore(rewards, () -> now);

  @Override
  protected List<SnapshotStore> open() {
    return List.of(store, store);
  }

  @Override
  protected RewardLog rewards() {
    return new InMemoryRewardLog(rewards, Optional.empty());
  }

  @Override
  protected void archived(String entryId) {
    store.archived(entryId);
  }

  @Override
  protected void pass(Duration time) {
    now = now.plus(time);
  }
}
