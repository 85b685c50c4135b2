package dev.pointsman.router.grading;

import dev.pointsman.feedback.EventLog;
import dev.pointsman.router.config.ShadowPlan;
import dev.pointsman.router.config.Signals;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.metrics.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Has one paper graded: other arms answer it first where that was drawn, then the judge grades
/// what there is, and its grades go into the event log. Event loop only.
public final class Grader {

  private final Vertx vertx;
  private final EventLog log;
  private final Purse purse;
  private final JudgeCalls judges;
  private final Shadows shadows;
  private final Telemetry telemetry;
  private final InstantSource clock;

  public Grader(Vertx vertx, EventLog log, Purse purse, Telemetry telemetry, InstantSource clock) {
    ModelCalls calls = new ModelCalls(clock);
    this.vertx = vertx;
    this.log = log;
    this.purse = purse;
    this.judges = new JudgeCalls(calls);
    this.shadows = new Shadows(calls, purse, telemetry, clock);
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /// Whether the paper is done with; if not, it is to be taken up again later. A failure says the
  /// same.
  Future<Boolean> grade(Means means, LiveRoute route, Paper paper) {
    Signals signals = route.arms().route().signals();
    Optional<ServedArm> served = means.catalogue().find(paper.servedBy());
    if (signals.judge().isEmpty() || served.isEmpty()) {
      return Future.succeededFuture(true);
    }
    if (paper.shadows().isPresent() && means.isBusy().getAsBoolean()) {
      telemetry.grading(route.name(), "shadow_put_off");
      return Future.succeededFuture(false);
    }
    Hearing hearing = new Hearing(this, means, route.name(), signals.judge().get(), paper);
    long budget = signals.shadow().map(ShadowPlan::microUsdPerDay).orElse(0L);
    return shadows
        .ask(means, route.name(), budget, paper)
        .compose(answers -> new Session(hearing, served.get()).grade(answers));
  }

  EventLog log() {
    return log;
  }

  Purse purse() {
    return purse;
  }

  JudgeCalls judges() {
    return judges;
  }

  long nowMillis() {
    return clock.millis();
  }

  Telemetry telemetry() {
    return telemetry;
  }

  /// What the store answers, on the event loop that asks.
  <T> Future<T> here(CompletionStage<T> answer) {
    return Future.fromCompletionStage(answer, vertx.getOrCreateContext());
  }
}
