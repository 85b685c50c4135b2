package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.EventLogContract;
import dev.pointsman.feedback.RewardLog;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisEventLogContractIT extends EventLogContract {

  @TempDir static Path data;
  private static RedisConnection redis;

  @BeforeAll
  static void startRedis() {
    redis = RedisConnection.open(RedisConnection.EMBEDDED, data);
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
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
