package dev.pointsman.router.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.memory.InMemoryBudgetStore;
import dev.pointsman.feedback.memory.InMemoryEventLog;
import dev.pointsman.feedback.memory.InMemoryTable;
import dev.pointsman.router.AlertHook;
import dev.pointsman.router.alerts.Alerting.Webhook;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.metrics.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertWatchTest {

  private static final long NOON = Instant.parse("2026-04-11T12:00:00Z").toEpochMilli();
  private static final Set<String> ROUTES = Set.of("auto");

  /// As `spend reconcile` enters it, beside the routers.
  @Test
  void look_driftThatACommandEntered_isSentSignedUntilTaken() {
    AlertBook book = new AlertBook(new InMemoryTable());
    LocalDate day = LocalDate.parse("2026-04-10");
    Alert drift = Alert.drift(day, day, 5_000_000, 7_000_000, NOON);
    assertThat(book.enter(drift, true).toCompletableFuture().join()).isTrue();
    try (AlertHook hook = new AlertHook();
        AlertWatch watch =
            new AlertWatch(
                new InMemoryEventLog(EventLogConfig.of(ROUTES)).spend(),
                new InMemoryBudgetStore(InstantSource.system()),
                book,
                new Telemetry())) {
      Alerting alerting =
          new Alerting(
              Duration.ofSeconds(1),
              List.of(),
              List.of(),
              Optional.of(new Webhook(hook.url(), hook.secret())));
      for (int look = 0; look < 3; look++) {
        int due = Math.min(2, look + 1);
        long now = NOON + Duration.ofMinutes(look).toMillis();
        await()
            .until(
                () -> {
                  watch.look(alerting, BudgetTree.EMPTY, ROUTES, List.of(), now);
                  return hook.calls().size() == due;
                });
        boolean isTaken = look > 0;
        await().until(() -> isDelivered(book) == isTaken);
      }

      assertThat(hook.calls()).hasSize(2).allMatch(AlertHook.Call::isSigned);
      assertThat(hook.calls().getLast().body())
          .contains("\"kind\":\"drift\"", "\"spent_usd\":5", "\"limit_usd\":7");
    }
  }

  private static boolean isDelivered(AlertBook book) {
    return book.newest().toCompletableFuture().join().getFirst().path("delivered").asBoolean();
  }
}
