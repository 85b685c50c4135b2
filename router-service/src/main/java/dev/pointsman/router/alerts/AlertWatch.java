package dev.pointsman.router.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendLedger;
import dev.pointsman.router.alerts.Alerting.Webhook;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.metrics.Telemetry;
import dev.pointsman.router.spend.SpendWindow.Period;
import dev.pointsman.router.spend.Spent;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the rules now and then, enters what is due, and sends it. Each router does; the book
/// sees to it that each alert is sent by one. Failures wait for the next look. Any thread.
public final class AlertWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int DAYS = 32;
  private static final int SUCCESS = 2;

  private final SpendLedger ledger;
  private final BudgetStore store;
  private final AlertBook book;
  private final Telemetry telemetry;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final AtomicBoolean isLooking = new AtomicBoolean();
  private volatile long nextLook;

  public AlertWatch(SpendLedger ledger, BudgetStore store, AlertBook book, Telemetry telemetry) {
    this.ledger = ledger;
    this.store = store;
    this.book = book;
    this.telemetry = telemetry;
  }

  /// Does nothing where there is nothing to look for, before its time, or while the last look goes
  /// on. `noticed` is due whatever the rules say.
  public void look(
      Alerting alerting,
      BudgetTree tree,
      Collection<String> routes,
      List<Alert> noticed,
      long nowMillis) {
    boolean isIdle = alerting.isIdle() && noticed.isEmpty();
    if (isIdle || nowMillis < nextLook || !isLooking.compareAndSet(false, true)) {
      return;
    }
    nextLook = nowMillis + alerting.every().toMillis();
    CompletionStage<List<Spent>> hourly =
        Spent.read(ledger, routes, period(Grain.HOUR, Grain.HOUR.keptMillis(), nowMillis));
    CompletionStage<List<Spent>> daily =
        Spent.read(ledger, routes, period(Grain.DAY, DAYS * Grain.DAY.millis(), nowMillis));
    hourly
        .thenCombine(
            daily,
            (hours, days) ->
                alerting.rules().stream()
                    .flatMap(rule -> rule.due(hours, days, nowMillis).stream())
                    .toList())
        .thenCombine(budgets(alerting, tree, nowMillis), AlertWatch::both)
        .thenApply(due -> both(noticed, due))
        .thenCompose(due -> book.claim(due, alerting.webhook().isPresent(), nowMillis))
        .thenCompose(claimed -> tell(claimed, alerting, nowMillis))
        .whenComplete(
            (done, failure) -> {
              isLooking.set(false);
              if (failure != null) {
                LOG.debug("alerts could not be looked at", failure);
              }
            });
  }

  private CompletionStage<List<Alert>> budgets(Alerting alerting, BudgetTree tree, long nowMillis) {
    Instant now = Instant.ofEpochMilli(nowMillis);
    List<CompletableFuture<List<Alert>>> reads = new ArrayList<>();
    for (BudgetAlertRule rule : alerting.budgets()) {
      List<BudgetRule> windows = tree.at(rule.budget());
      reads.add(
          store
              .levels(windows.stream().map(window -> window.at(now)).toList())
              .thenApply(levels -> rule.due(windows, levels, now))
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenApply(done -> reads.stream().flatMap(read -> read.join().stream()).toList());
  }

  private static List<Alert> both(List<Alert> some, List<Alert> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private CompletionStage<Void> tell(List<ObjectNode> claimed, Alerting alerting, long nowMillis) {
    CompletableFuture<?>[] sent =
        claimed.stream()
            .map(
                alert -> {
                  if (alert.path("attempts").asInt() == 1) {
                    LOG.warn("alert {}", alert.path("id").asText());
                    telemetry.alerted(alert.path("rule").asText(), alert.path("kind").asText());
                  }
                  return alerting
                      .webhook()
                      .map(hook -> send(hook, alert, nowMillis))
                      .orElseGet(() -> CompletableFuture.completedStage(null))
                      .toCompletableFuture();
                })
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(sent);
  }

  private CompletionStage<?> send(Webhook hook, ObjectNode alert, long nowMillis) {
    String body = AlertBook.told(alert).toString();
    HttpRequest request =
        HttpRequest.newBuilder(hook.url())
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("x-pointsman-alert", alert.path("rule").asText())
            .header(Signature.HEADER, Signature.of(hook.secret(), nowMillis / 1000, body))
            .POST(BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, BodyHandlers.discarding())
        .handle((answer, failure) -> failure == null && answer.statusCode() / 100 == SUCCESS)
        .thenCompose(
            isTaken -> {
              telemetry.alertSent(isTaken ? "taken" : "failed");
              return isTaken ? book.delivered(alert) : CompletableFuture.completedStage(false);
            });
  }

  private static Period period(Grain grain, long length, long nowMillis) {
    return new Period(grain, nowMillis - length, nowMillis + 1);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
