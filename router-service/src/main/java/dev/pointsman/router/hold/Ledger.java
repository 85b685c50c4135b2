package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.router.metrics.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This router's open reservations: kept alive in the store until it knows them settled. Any
/// thread; nobody waits for what it writes. A settlement or a charge that the store did not take is
/// sent again until it does.
final class Ledger implements Counter {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final BudgetStore store;
  private final Telemetry telemetry;
  private final Map<String, Long> open = new ConcurrentHashMap<>();
  private final Undelivered undelivered = new Undelivered();

  Ledger(BudgetStore store, Telemetry telemetry) {
    this.store = store;
    this.telemetry = telemetry;
  }

  void opened(String id) {
    open.put(id, System.nanoTime());
  }

  @Override
  public void shrink(String id, Amount to) {
    watch(store.shrink(id, to), "shrink");
  }

  /// A bill above its reservation is charged all the same; somebody should look at it.
  @Override
  public void settle(String id, Amount reserved, Amount spent) {
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
    deliver(id, () -> store.settle(id, spent).thenAccept(settlement -> open.remove(id)), "settle");
  }

  /// Whatever became of a claim that the store did not answer, nothing stays reserved for it.
  void giveBack(String id) {
    undelivered.add(id, () -> store.settle(id, Amount.NONE).thenAccept(settlement -> {}));
  }

  /// Charges what nothing was reserved for; completes when the store has it.
  CompletionStage<Void> charge(String id, List<Window> windows, Amount spent, long atMillis) {
    CompletableFuture<Void> charged = new CompletableFuture<>();
    deliver(
        id,
        () ->
            store.charge(id, windows, spent, atMillis).thenAccept(isNew -> charged.complete(null)),
        "charge");
    return charged;
  }

  /// Whether what the store does not take could be lost.
  boolean isFull() {
    return undelivered.isFull();
  }

  /// To be done several times a lease: prolongs what has been open for longer than `age`, and sends
  /// again what the store did not take.
  void tend(Duration age, Duration lease) {
    undelivered.resend();
    renew(age, lease);
  }

  private void renew(Duration age, Duration lease) {
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

  private void deliver(String id, Supplier<CompletionStage<Void>> send, String what) {
    watch(
        send.get()
            .exceptionallyCompose(
                failure -> {
                  undelivered.add(id, send);
                  return CompletableFuture.failedStage(failure);
                }),
        what);
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
