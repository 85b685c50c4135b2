package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.BudgetStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisBudgetStoreIT extends BudgetStoreContract {

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
  protected BudgetStore open() {
    return ClockedBudgets.open(redis);
  }

  @Override
  protected void clock(long millis) {
    ClockedBudgets.clock(redis, millis);
  }
}
