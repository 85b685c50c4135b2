package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import dev.pointsman.feedback.snapshot.SnapshotStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class InMemorySnapshotStoreTest extends SnapshotStoreContract {

  private final InMemoryRewardLog rewards = new InMemoryRewardLog();
  private Instant now = Instant.EPOCH;
  private final InMemorySnapshotStore store = new InMemorySnapshotStore(rewards, () -> now);

  @Override
  protected List<SnapshotStore> open() {
    return List.of(store, store);
  }

  @Override
  protected RewardLog rewards() {
    return rewards;
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
