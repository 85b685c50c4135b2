package dev.pointsman.feedback.redis;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.EventLogContract;
import dev.pointsman.feedback.RewardLog;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The oldest Redis there may be, 6.2.
class BundledRedisContractIT extends EventLogContract {

  @TempDir static Path data;
  private static RedisConnection redis;

  @BeforeAll
  static void startRedis() {
    DataDirectory directory = DataDirectory.lock(data);
    RedisBinary bundled = RedisBinary.bundled(directory.folder("redis"));
    if (RedisBinary.find(directory.folder("redis")).equals(bundled)) {
      directory.close();
      abort("no other Redis is installed: RedisEventLogContractIT runs the bundled one");
    }
    redis = RedisConnection.open(EmbeddedRedis.start(directory, bundled, EmbeddedRedis::freePort));
  }

  @AfterAll
  static void stopRedis() {
    if (redis != null) {
      redis.close();
    }
  }

  @Override
  protected EventLog open(EventLogConfig config) {
    redis.commands().flushall().toCompletableFuture().join();
    return RedisEventLog.open(redis, config);
  }

  @Override
  protected RewardLog rewards(EventLog log, String route) {
    return ((RedisEventLog) log).rewards(route);
  }

  @Override
  protected Calibrations calibrations(EventLog log) {
    return ((RedisEventLog) log).calibrations();
  }
}
