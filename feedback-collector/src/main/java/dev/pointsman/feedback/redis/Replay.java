package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.Acknowledgement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is spooled once Redis is back, batch by batch, one batch at a time; but nothing of
/// those who were forgotten meanwhile. Any thread.
final class Replay {

  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final int AT_ONCE = 256;

  private enum Result {
    THROUGH,
    REFUSED,
    FAILED
  }

  private final Spool spool;
  private final Routes routes;
  private final EarlyVotes early;
  private final Counters counters;
  private final BooleanSupplier isOpen;
  private final AtomicBoolean isRunning = new AtomicBoolean();

  Replay(Spool spool, Routes routes, EarlyVotes early, Counters counters, BooleanSupplier isOpen) {
    this.spool = spool;
    this.routes = routes;
    this.early = early;
    this.counters = counters;
    this.isOpen = isOpen;
  }

  boolean isRunning() {
    return isRunning.get();
  }

  /// Begins, unless there is nothing to do, Redis is away or it runs already; does not wait.
  void run() {
    if (spool.size() > 0 && isOpen.getAsBoolean() && isRunning.compareAndSet(false, true)) {
      batch()
          .whenComplete(
              (isAllThrough, failure) -> {
                isRunning.set(false);
                if (failure != null) {
                  counters.failures.increment();
                } else if (isAllThrough) {
                  run();
                }
              });
    }
  }

  static void warnOfDrop(Event event, Throwable failure) {
    LOG.warn(
        "{} is dropped: {}",
        event.getClass().getSimpleName(),
        String.valueOf(Refusal.cause(failure).getMessage()));
  }

  /// Sends the oldest events and forgets those before the first that failed; false when there is
  /// more to do and no use in doing it now.
  ///
  /// Feedback goes after all else, since it needs its decision; apart from that order does not
  /// matter, as every outcome carries its decision and a voice's last word is told by its time.
  private CompletionStage<Boolean> batch() {
    return routes.oblivion().thenCompose(this::batch);
  }

  private CompletionStage<Boolean> batch(Oblivion oblivion) {
    return spool
        .head(AT_ONCE)
        .thenCompose(
            events -> {
              List<CompletableFuture<Result>> results = new ArrayList<>();
              for (Event event : events) {
                CompletableFuture<Result> result = new CompletableFuture<>();
                if (oblivion.covers(event)) {
                  result.complete(Result.THROUGH);
                }
                results.add(result);
              }
              return send(events, results, false)
                  .thenCompose(sent -> send(events, results, true))
                  .thenCompose(sent -> forget(events, results));
            });
  }

  private CompletionStage<Void> send(
      List<Event> events, List<CompletableFuture<Result>> results, boolean isFeedback) {
    List<CompletableFuture<Result>> sent = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      CompletableFuture<Result> result = results.get(i);
      if (event instanceof Event.Heard == isFeedback && !result.isDone()) {
        attempt(event).whenComplete((done, failure) -> result.complete(result(event, failure)));
        sent.add(result);
      }
    }
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
  }

  private Result result(Event event, @Nullable Throwable failure) {
    if (failure == null) {
      return Result.THROUGH;
    }
    counters.failures.increment();
    if (!Refusal.isForGood(failure)) {
      return Result.FAILED;
    }
    warnOfDrop(event, failure);
    return Result.REFUSED;
  }

  private CompletionStage<Boolean> forget(
      List<Event> events, List<CompletableFuture<Result>> results) {
    int through = 0;
    while (through < events.size() && results.get(through).join() != Result.FAILED) {
      if (results.get(through).join() == Result.REFUSED) {
        counters.dropped.increment();
      }
      through++;
    }
    boolean isAllThrough = through > 0 && through == events.size();
    return spool.remove(through).thenApply(gone -> isAllThrough);
  }

  private CompletionStage<Void> send(Event event) {
    return switch (event) {
      case Event.Decided decided -> routes.decided(decided.decision());
      case Event.Finished finished -> routes.finished(finished.decision(), finished.outcome());
      case Event.Heard heard -> {
        long given = heard.feedback().tsMillis();
        yield routes
            .heard(heard.feedback(), heard.idempotencyKey(), given)
            .thenCompose(answer -> after(answer, heard));
      }
      case Event.Unreadable unreadable ->
          CompletableFuture.failedStage(new IllegalArgumentException(unreadable.why()));
    };
  }

  private CompletionStage<Void> after(Acknowledgement answer, Event.Heard heard) {
    if (answer instanceof Acknowledgement.UnknownDecision) {
      return early.keep(heard);
    }
    if (!(answer instanceof Acknowledgement.Durable)) {
      counters.orphaned.increment();
    }
    return CompletableFuture.completedStage(null);
  }

  private CompletionStage<Void> attempt(Event event) {
    try {
      return send(event);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
