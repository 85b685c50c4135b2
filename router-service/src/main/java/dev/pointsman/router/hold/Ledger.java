package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.router.metrics.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This router's open reservations: kept alive in the store until they are settled. Any thread;
/// nobody waits for what it writes.
final class Ledger {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final BudgetStore store;
  private final Telemetry telemetry;
  private final Map<String, Long> open = new ConcurrentHashMap<>();

  Ledger(BudgetStore store, Telemetry telemetry) {
    this.store = store;
    this.telemetry = telemetry;
  }

  void opened(String id) {
    open.put(id, System.nanoTime());
  }

  void shrink(String id, Amount to) {
    watch(store.shrink(id, to), "shrink");
  }

  /// A bill above its reservation is charged all the same; somebody should look at it.
  void settle(String id, Amount reserved, Amount spent) {
    open.remove(id);
    if (!reserved.covers(spent)) {
      telemetry.overbilled();
      LOG.warn(
          "{} was billed {} micro-USD and {} tokens, of {} and {} reserved: its budgets may be"
              + " exceeded by the difference; see budget.token_safety and the model's price",
          id,
          spent.microUsd(),
          spent.tokens(),
          reserved.microUsd(),
          reserved.tokens());
    }
    watch(store.settle(id, spent), "settle");
  }

  /// Charges what nothing was reserved for.
  void charge(String id, List<Window> windows, Amount spent, long atMillis) {
    watch(store.charge(id, windows, spent, atMillis), "charge");
  }

  /// Prolongs what has been open for longer than `age`.
  void renew(Duration age, Duration lease) {
    long before = System.nanoTime() - age.toNanos();
    List<String> ids = new ArrayList<>();
    open.forEach(
        (id, since) -> {
          if (since - before <= 0) {
            ids.add(id);
          }
        });
    watch(store.renew(ids, lease), "renew");
  }

  private void watch(CompletionStage<?> call, String what) {
    call.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            telemetry.budgetStoreFailed();
            LOG.debug("the budget store did not {}", what, failure);
          }
        });
  }
}
