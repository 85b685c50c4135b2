package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The log of a test's only route, closed after each test with all that was read from it.
final class TestRoute implements AfterEachCallback {

  private final TestRedis redis;
  private final List<RewardLog> read = new ArrayList<>();
  private Optional<RedisEventLog> log = Optional.empty();

  TestRoute(TestRedis redis) {
    this.redis = redis;
  }

  /// On an emptied server.
  EventLog open() {
    RedisEventLog opened =
        RedisEventLog.open(redis.emptied(), EventLogConfig.of(Set.of(Samples.ROUTE)));
    log = Optional.of(opened);
    return opened;
  }

  RewardLog rewards(String schema) {
    RewardLog rewards = log.orElseThrow().rewards(Samples.ROUTE, schema);
    read.add(rewards);
    return rewards;
  }

  SnapshotStore snapshots() {
    return new RedisSnapshotStore(redis.connection(), Samples.ROUTE, InstantSource.system());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    read.forEach(RewardLog::close);
    log.ifPresent(RedisEventLog::close);
  }
}
