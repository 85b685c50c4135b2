package dev.pointsman.router.http;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.metrics.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes decisions and outcomes down and counts them. Nothing here fails a request.
final class Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final long LONGEST_WAIT_MS = 250;

  private final Vertx vertx;
  private final EventLog log;
  private final Telemetry telemetry;
  private final Map<String, LiveRoute> routes;

  Recorder(Vertx vertx, EventLog log, Telemetry telemetry, Map<String, LiveRoute> routes) {
    this.vertx = vertx;
    this.log = log;
    this.telemetry = telemetry;
    this.routes = Map.copyOf(routes);
  }

  /// Succeeds when the decision is readable and open to feedback, at the latest after 250 ms.
  Future<Void> decided(Decision decision, long decidingNanos) {
    telemetry.decided(decision, decidingNanos);
    LiveRoute route = routes.get(decision.route());
    if (route != null) {
      route.recent().decided(decision.logged());
    }
    try {
      return bounded(log.decided(decision.logged()));
    } catch (RuntimeException e) {
      LOG.debug("a decision could not be recorded", e);
      return Future.succeededFuture();
    }
  }

  /// Completes when it is written down, or cannot be.
  CompletionStage<Void> finished(LoggedDecision decision, LoggedOutcome outcome) {
    telemetry.finished(decision.route(), outcome);
    LiveRoute route = routes.get(decision.route());
    if (route != null) {
      route.recent().finished(outcome);
      if (decision.routable()) {
        route.pace().spent(outcome.costMicroUsd());
      }
    }
    try {
      return log.finished(decision, outcome);
    } catch (RuntimeException e) {
      LOG.debug("an outcome could not be recorded", e);
      return CompletableFuture.completedStage(null);
    }
  }

  private Future<Void> bounded(CompletionStage<Void> stage) {
    Future<Void> written = Future.fromCompletionStage(stage, vertx.getOrCreateContext());
    if (written.isComplete()) {
      return Future.succeededFuture();
    }
    Promise<Void> enough = Promise.promise();
    long timer =
        vertx.setTimer(
            LONGEST_WAIT_MS,
            id -> {
              if (enough.tryComplete()) {
                telemetry.recordedLate();
              }
            });
    written.onComplete(
        done -> {
          vertx.cancelTimer(timer);
          enough.tryComplete();
        });
    return enough.future();
  }
}
