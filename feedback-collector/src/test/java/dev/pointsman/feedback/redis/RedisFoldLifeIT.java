package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.fold.UnderstudyContract;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisFoldLifeIT extends UnderstudyContract {

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
  protected SnapshotStore nextSnapshots() {
    return RedisSnapshotStore.ofNext(REDIS.connection(), Samples.ROUTE, InstantSource.system());
  }

  @Override
  protected RewardLog rewards(String schema) {
    return route.rewards(schema);
  }

  @Override
  protected void archived(String entryId) {
    String key = new RouteKeys(Samples.ROUTE).archived();
    REDIS.commands().set(key, entryId).toCompletableFuture().join();
  }

  @Override
  protected void endLease() {
    String lease = new RouteKeys(Samples.ROUTE).snapshotLease();
    REDIS.commands().pexpire(lease, 0).toCompletableFuture().join();
  }

  @Override
  protected void damage(String name) {
    String key = new RouteKeys(Samples.ROUTE).snapshots();
    byte[] bytes = snapshots().read(name).orElseThrow();
    bytes[bytes.length / 2] ^= 1;
    RedisLink.Stream link = REDIS.connection().connect(key);
    link.commands().hset(key, name, bytes);
    link.connection().close();
  }
}
