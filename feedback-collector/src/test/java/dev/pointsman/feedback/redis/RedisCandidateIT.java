package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.fold.CandidateContract;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisCandidateIT extends CandidateContract {

  @RegisterExtension static final TestRedis REDIS = TestRedis.bundled();
  @RegisterExtension final TestRoute route = new TestRoute(REDIS);

  @Override
  protected EventLog openLog() {
    return route.open();
  }

  @Override
  protected SnapshotStore snapshots() {
    return route.snapshots();
  }

  @Override
  protected RewardLog rewards(String schema) {
    return route.rewards(schema);
  }
}
