package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.fold.CandidateContract;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisCandidateIT extends CandidateContract {

  @TempDir static Path data;
  private static RedisConnection redis;

  private final List<RewardLog> open = new ArrayList<>();
  private Optional<RedisEventLog> log = Optional.empty();

  @BeforeAll
  static void startRedis() {
    DataDirectory directory = DataDirectory.lock(data);
    RedisBinary bundled = RedisBinary.bundled(directory.folder("redis"));
    redis = RedisConnection.open(EmbeddedRedis.start(directory, bundled, EmbeddedRedis::freePort));
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @AfterEach
  void closeLogs() {
    open.forEach(RewardLog::close);
    log.ifPresent(RedisEventLog::close);
  }

  @Override
  protected EventLog openLog() {
    redis.commands().flushall().toCompletableFuture().join();
    RedisEventLog opened = RedisEventLog.open(redis, EventLogConfig.of(Set.of(Samples.ROUTE)));
    log = Optional.of(opened);
    return opened;
  }

  @Override
  protected SnapshotStore snapshots() {
    return new RedisSnapshotStore(redis, Samples.ROUTE, InstantSource.system());
  }

  @Override
  protected RewardLog rewards(String schema) {
    RewardLog rewards = log.orElseThrow().rewards(Samples.ROUTE, schema);
    open.add(rewards);
    return rewards;
  }
}
