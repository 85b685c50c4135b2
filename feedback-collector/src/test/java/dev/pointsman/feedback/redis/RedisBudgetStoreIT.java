package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.BudgetStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisBudgetStoreIT extends BudgetStoreContract {

  @RegisterExtension static final TestRedis REDIS = TestRedis.installed();

  @Override
  protected BudgetStore open() {
    return ClockedBudgets.open(REDIS.connection());
  }

  @Override
  protected void clock(long millis) {
    ClockedBudgets.clock(REDIS.connection(), millis);
  }
}
