package dev.pointsman.router.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.feedback.memory.InMemoryBudgetStore;
import dev.pointsman.feedback.memory.InMemoryEventLog;
import dev.pointsman.feedback.memory.InMemoryTable;
import dev.pointsman.router.approval.ApprovalBook;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.config.BudgetSettings;
import dev.pointsman.router.config.RouterConfig.Budgets;
import dev.pointsman.router.metrics.Telemetry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Reservations of a router that is gone, and of one that takes its time.
class HoldKeeperTest {

  private static final Duration LEASE = Duration.ofMillis(60);
  private static final Duration LATE = Duration.ofMinutes(1);
  private static final Amount MOST = new Amount(700, 100);
  private static final Window WINDOW =
      new Window("org:total", new Span.Always(), Caps.of(new Amount(1_000, 1_000)));

  private final AtomicLong millis = new AtomicLong(System.currentTimeMillis());
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
  private final String id = new UUID(millis.get() << 16 | 0x7000, 1L << 63).toString();
  private final Vertx vertx = Vertx.vertx();
  private final InMemoryBudgetStore store = new InMemoryBudgetStore(clock);
  private final BudgetDesk desk = new BudgetDesk(vertx, store, new Telemetry(), clock);
  private final EventLog log = new InMemoryEventLog(EventLogConfig.of(Set.of("auto")));
  private final HoldKeeper keeper = new HoldKeeper(desk, log, new Telemetry(), clock);
  private final Holds holds =
      new Holds(
          desk,
          new BudgetRegister(new InMemoryTable()),
          new ApprovalBook(new InMemoryTable(), new byte[] {1}, new Random(1), clock),
          new Budgets(
              BudgetTree.EMPTY,
              new BudgetSettings(
                  Optional.empty(), Optional.empty(), 1, 16, Duration.ZERO, LEASE, LATE, LATE)));

  @AfterEach
  void close() {
    desk.close();
    vertx.close().await();
  }

  /// No call is made before its decision is on record.
  @Test
  void tend_nothingOnRecord_costsNothing() {
    reserveForDead();

    assertThat(level()).isEqualTo(new Level(700, 100, 1, 0, 0, 0));
    windUp();
    assertThat(level()).isEqualTo(new Level(0, 0, 1, 0, 0, 0));
  }

  @Test
  void tend_outcomeOnRecord_costsWhatItSays() {
    reserveForDead();
    get(log.decided(decision()));
    get(log.finished(decision(), outcome()));

    windUp();

    assertThat(level()).isEqualTo(new Level(33, 12, 1, 0, 0, 0));
  }

  @Test
  void tend_decisionWithoutOutcome_costsAllThatWasReserved_whichIsWrittenDown() {
    reserveForDead();
    get(log.decided(decision()));

    windUp();

    assertThat(level()).isEqualTo(new Level(700, 100, 1, 0, 0, 0));
    LoggedOutcome written = get(log.find(id)).orElseThrow().outcome().orElseThrow();
    assertThat(written.costMicroUsd()).isEqualTo(700);
    assertThat(written.estimated()).isTrue();
  }

  /// A call may take longer than a lease.
  @Test
  void tend_ownReservation_isKeptAliveFromAThirdOfItsLeaseOn() throws Exception {
    desk.reserve(claim()).await(5, TimeUnit.SECONDS);
    TimeUnit.MILLISECONDS.sleep(LEASE.toMillis() / 3 + 5);

    for (int i = 0; i < 6; i++) {
      millis.addAndGet(LEASE.toMillis() / 3);
      get(keeper.tend(holds));
    }

    assertThat(level()).isEqualTo(new Level(700, 100, 1, 700, 100, 1));
  }

  private void reserveForDead() {
    get(store.reserve(claim()));
    millis.addAndGet(LEASE.toMillis());
    get(keeper.tend(holds));
  }

  private void windUp() {
    millis.addAndGet(LATE.toMillis());
    get(keeper.tend(holds));
  }

  private Claim claim() {
    return new Claim(id, MOST, List.of(new Claim.Part(WINDOW, MOST)), LEASE);
  }

  private Level level() {
    return get(store.levels(List.of(WINDOW))).getFirst();
  }

  private LoggedDecision decision() {
    Prediction predicted = new Prediction(0.5, 0.1, 0.001, Double.NaN);
    return new LoggedDecision(
        id,
        clock.millis(),
        "auto",
        "",
        "0-0/a/b",
        "schema",
        Context.of(new float[] {1}, 9),
        List.of(new Candidate("small", 1, predicted)),
        0,
        true,
        false,
        1,
        4,
        1,
        Map.of(),
        List.of());
  }

  private LoggedOutcome outcome() {
    return new LoggedOutcome(
        id, clock.millis(), Status.OK, "small", "up", Tokens.of(9, 3), 33, false, -1, 850);
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
