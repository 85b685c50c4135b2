package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import dev.pointsman.feedback.snapshot.SnapshotStoreContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The oldest Redis there may be, 6.2; the two clients' clocks are a day apart.
class RedisSnapshotStoreIT extends SnapshotStoreContract {

  @RegisterExtension static final TestRedis REDIS = TestRedis.bundled();
  private static RedisConnection other;
  private static RedisRewardLog rewards;

  @BeforeAll
  static void visit() {
    other = REDIS.visit();
    RouteKeys keys = new RouteKeys(Samples.ROUTE);
    rewards =
        new RedisRewardLog(REDIS.connection().connect(keys.rewards()), keys, Optional.empty());
  }

  @AfterAll
  static void leave() {
    rewards.close();
    other.close();
  }

  @Override
  protected List<SnapshotStore> open() {
    InstantSource ahead = InstantSource.offset(InstantSource.system(), Duration.ofDays(1));
    return List.of(
        new RedisSnapshotStore(REDIS.emptied(), Samples.ROUTE, InstantSource.system()),
        new RedisSnapshotStore(other, Samples.ROUTE, ahead));
  }

  @Override
  protected RewardLog rewards() {
    return rewards;
  }

  @Override
  protected void archived(String entryId) {
    REDIS
        .commands()
        .set(new RouteKeys(Samples.ROUTE).archived(), entryId)
        .toCompletableFuture()
        .join();
  }

  @Override
  protected void pass(Duration time) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
  }
}
