package dev.pointsman.router.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.memory.InMemoryBudgetStore;
import dev.pointsman.router.billing.Fees;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.billing.Rates;
import dev.pointsman.router.billing.Tariff;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.budget.BudgetWindow;
import dev.pointsman.router.budget.BudgetWindow.Every;
import dev.pointsman.router.budget.OnCap;
import dev.pointsman.router.config.BudgetSettings;
import dev.pointsman.router.metrics.Telemetry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A router that is held up between its reservation and its call.
class ClaimingTest {

  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration LATE = Duration.ofSeconds(60);
  private static final Amount NEEDED = new Amount(700, 100);
  private static final BudgetRule RULE =
      new BudgetRule(
          new BudgetPath("org"),
          BudgetWindow.calendar(Every.TOTAL, ZoneOffset.UTC),
          new Caps(1_000, Caps.NO_CAP, Caps.NO_CAP, Caps.NO_CAP),
          0.8,
          OnCap.DENY,
          BudgetRule.ANY_SIZE);
  private static final BudgetTree TREE = new BudgetTree(Map.of(RULE.path(), List.of(RULE)));

  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
  private final Vertx vertx = Vertx.vertx();
  private final InMemoryBudgetStore store = new InMemoryBudgetStore(clock);
  private final BudgetDesk desk = new BudgetDesk(vertx, store, new Telemetry(), clock);

  @AfterEach
  void close() {
    desk.close();
    vertx.close().await();
  }

  @Test
  void confirmed_soonAfter_isDoneAtOnce() throws Exception {
    assertThat(reserved("a").confirmed().isComplete()).isTrue();
  }

  @Test
  void confirmed_givenBackMeanwhile_isReservedAgain() throws Exception {
    Hold hold = reserved("a");
    takeForDead("a");
    assertThat(level().microUsd()).isZero();

    hold.confirmed().await(5, TimeUnit.SECONDS);

    assertThat(level().reservedMicroUsd()).isEqualTo(NEEDED.microUsd());
  }

  @Test
  void confirmed_givenBackAndTakenByAnother_fails() throws Exception {
    Hold hold = reserved("a");
    takeForDead("a");
    reserved("b");

    assertThat(hold.confirmed().map("held").otherwise("gone").await(5, TimeUnit.SECONDS))
        .isEqualTo("gone");
    assertThat(level().reservedMicroUsd()).isEqualTo(NEEDED.microUsd());
  }

  private Hold reserved(String id) throws Exception {
    return new Claiming(desk, settings(), id, needs(), at -> Purse.of(account(), TREE, at))
        .attempt()
        .await(5, TimeUnit.SECONDS);
  }

  /// As another router does with a reservation without news and without a decision.
  private void takeForDead(String id) {
    millis.addAndGet(LEASE.toMillis() + 1);
    store.lapse(LATE, 10).toCompletableFuture().join();
    millis.addAndGet(LATE.toMillis() + 1);
    store.settle(id, Amount.NONE).toCompletableFuture().join();
  }

  private Level level() {
    return store.levels(List.of(RULE.at(clock.instant()))).toCompletableFuture().join().getFirst();
  }

  private static Account account() {
    return new Account(Optional.of(RULE.path()), Optional.empty());
  }

  private static Needs needs() {
    Need need =
        new Need(new Tariff(Rates.of(1, 1), List.of(), Fees.NONE), Quantities.NONE, 0, 1, NEEDED);
    return new Needs(Map.of("small", need), 16);
  }

  private static BudgetSettings settings() {
    return new BudgetSettings(
        Optional.empty(), Optional.empty(), 1.25, 16, Duration.ZERO, LEASE, LATE, LATE);
  }
}
