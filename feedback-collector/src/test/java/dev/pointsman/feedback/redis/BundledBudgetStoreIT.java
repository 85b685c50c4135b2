package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.BudgetStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The oldest Redis there may be, 6.2.
class BundledBudgetStoreIT extends BudgetStoreContract {

  @RegisterExtension static final TestRedis REDIS = TestRedis.bundled();

  @Override
  protected BudgetStore open() {
    return ClockedBudgets.open(REDIS.connection());
  }

  @Override
  protected void clock(long millis) {
    ClockedBudgets.clock(REDIS.connection(), millis);
  }
}
