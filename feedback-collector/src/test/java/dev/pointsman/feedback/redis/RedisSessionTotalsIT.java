package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.SessionTotals;
import dev.pointsman.feedback.SessionTotalsContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// On the oldest Redis there may be.
class RedisSessionTotalsIT extends SessionTotalsContract {

  @TempDir static Path data;
  private static RedisConnection redis;

  @BeforeAll
  static void startRedis() {
    redis = ClockedBudgets.bundled(data);
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @Override
  protected List<SessionTotals> open(Duration life, int most) {
    redis.commands().flushall().toCompletableFuture().join();
    return List.of(
        new RedisSessionTotals(redis, life, most), new RedisSessionTotals(redis, life, most));
  }
}
