package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.router.metrics.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Where reservations are asked for, by the store's clock. Any thread.
public final class BudgetDesk implements AutoCloseable {

  private static final long DRIFT_ALLOWED_MILLIS = 1_000;
  private static final long AWAY_NANOS = 1_000_000_000;

  private final Vertx vertx;
  private final BudgetStore store;
  private final InstantSource clock;
  private final Ledger ledger;
  private final LastSeen lastSeen = new LastSeen();
  private final Allowance allowance;
  private final BudgetPaces paces = new BudgetPaces();
  private final AtomicLong drift = new AtomicLong();
  private final AtomicLong awayUntil = new AtomicLong(System.nanoTime());

  public BudgetDesk(Vertx vertx, BudgetStore store, Telemetry telemetry, InstantSource clock) {
    this.vertx = vertx;
    this.store = store;
    this.clock = clock;
    this.ledger = new Ledger(store, telemetry);
    this.allowance = new Allowance(ledger, telemetry, lastSeen);
  }

  BudgetStore store() {
    return store;
  }

  /// On the caller's event loop.
  <T> Future<T> told(CompletionStage<T> answer) {
    return Future.fromCompletionStage(answer, vertx.getOrCreateContext());
  }

  BudgetPaces paces() {
    return paces;
  }

  Ledger ledger() {
    return ledger;
  }

  Allowance allowance() {
    return allowance;
  }

  /// The store's present, as far as is known here.
  Instant now() {
    return clock.instant().plusMillis(drift.get());
  }

  /// Whether the store did not answer a claim within the last second.
  boolean isAway() {
    return awayUntil.get() - System.nanoTime() > 0;
  }

  /// On the caller's event loop.
  Future<Answer> reserve(Claim claim) {
    return told(store.reserve(claim))
        .onFailure(away -> awayUntil.set(System.nanoTime() + AWAY_NANOS))
        .onSuccess(
            answer -> {
              follow(answer.nowMillis());
              lastSeen.note(claim.windows(), answer);
              if (answer instanceof Answer.Granted) {
                ledger.opened(claim.id());
              }
            });
  }

  Future<Void> pause(Duration time) {
    return vertx.timer(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS).mapEmpty();
  }

  /// A clock of this machine that is off must not choose the period.
  private void follow(long storeMillis) {
    long off = storeMillis - clock.millis();
    if (Math.abs(off - drift.get()) > DRIFT_ALLOWED_MILLIS) {
      drift.set(Math.abs(off) > DRIFT_ALLOWED_MILLIS ? off : 0);
    }
  }

  @Override
  public void close() {
    paces.close();
  }
}
