package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.fold.UnderstudyContract;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.time.Instant;
import java.util.Set;

class InMemoryFoldLifeTest extends UnderstudyContract {

  private Instant now = Instant.now();
  private final InMemoryEventLog log =
      new InMemoryEventLog(EventLogConfig.of(Set.of(Samples.ROUTE)).withClock(() -> now));

  @Override
  protected EventLog openLog() {
    return log;
  }

  @Override
  protected SnapshotStore snapshots() {
    return log.snapshots(Samples.ROUTE);
  }

  @Override
  protected SnapshotStore nextSnapshots() {
    return log.nextSnapshots(Samples.ROUTE);
  }

  @Override
  protected RewardLog rewards(String schema) {
    return log.rewards(Samples.ROUTE, schema);
  }

  @Override
  protected void archived(String entryId) {
    log.snapshots(Samples.ROUTE).archived(entryId);
  }

  @Override
  protected void endLease() {
    now = now.plusSeconds(11);
  }

  @Override
  protected void damage(String name) {
    log.snapshots(Samples.ROUTE).damage(name);
  }
}
