package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.BudgetStoreContract;
import java.time.Instant;

class InMemoryBudgetStoreTest extends BudgetStoreContract {

  private Instant now = Instant.EPOCH;

  @Override
  protected BudgetStore open() {
    return new InMemoryBudgetStore(() -> now);
  }

  @Override
  protected void clock(long millis) {
    now = Instant.ofEpochMilli(millis);
  }
}
