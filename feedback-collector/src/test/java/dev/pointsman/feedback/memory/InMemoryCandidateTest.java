package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.fold.CandidateContract;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.util.Set;

class InMemoryCandidateTest extends CandidateContract {

  private final InMemoryEventLog log =
      new InMemoryEventLog(EventLogConfig.of(Set.of(Samples.ROUTE)));

  @Override
  protected EventLog openLog() {
    return log;
  }

  @Override
  protected SnapshotStore snapshots() {
    return log.snapshots(Samples.ROUTE);
  }

  @Override
  protected RewardLog rewards(String schema) {
    return log.rewards(Samples.ROUTE);
  }
}
