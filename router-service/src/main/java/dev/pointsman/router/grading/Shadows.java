package dev.pointsman.router.grading;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.feedback.ShadowGrade;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.grading.ModelCalls.Said;
import dev.pointsman.router.grading.Purse.Leave;
import dev.pointsman.router.grading.Purse.Limit;
import dev.pointsman.router.metrics.Telemetry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Has other arms answer a request off the user's path, one after the other, within a budget of
/// their own. Event loop only.
final class Shadows {

  private final ModelCalls calls;
  private final Purse purse;
  private final Telemetry telemetry;
  private final InstantSource clock;

  Shadows(ModelCalls calls, Purse purse, Telemetry telemetry, InstantSource clock) {
    this.calls = calls;
    this.purse = purse;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /// An arm and what it answered.
  record Answered(ServedArm arm, Said said) {
    String family() {
      return arm.model().family();
    }

    ShadowGrade.Call call() {
      return new ShadowGrade.Call(
          said.usage().tokens().input(),
          said.usage().tokens().output(),
          said.latencyMs(),
          said.costMicroUsd());
    }
  }

  /// The arms that answered; those that did not, or are too dear today, are left out. Fails never.
  Future<List<Answered>> ask(Means means, String route, long microUsdPerDay, Paper paper) {
    Limit limit = new Limit("shadow", route, microUsdPerDay, OptionalInt.empty());
    Round round = new Round(means, limit, paper, new ArrayList<>());
    Future<?> before = Future.succeededFuture();
    for (String arm : paper.shadows().map(Paper.Shadows::arms).orElse(List.of())) {
      before = before.compose(done -> round.next(arm));
    }
    return before.map(done -> List.copyOf(round.answered()));
  }

  /// The arms of one paper.
  private final class Round {
    private final Means means;
    private final Limit limit;
    private final Paper paper;
    private final List<Answered> answered;

    Round(Means means, Limit limit, Paper paper, List<Answered> answered) {
      this.means = means;
      this.limit = limit;
      this.paper = paper;
      this.answered = answered;
    }

    List<Answered> answered() {
      return answered;
    }

    Future<?> next(String id) {
      return means
          .catalogue()
          .find(id)
          .<Future<?>>map(arm -> claimed(arm).recover(failure -> told("shadow_failed")))
          .orElseGet(Future::succeededFuture);
    }

    private Future<Boolean> claimed(ServedArm arm) {
      String claim = "grading:" + UUID.randomUUID();
      return purse
          .claim(claim, limit, most(arm))
          .compose(
              leave -> leave == Leave.GRANTED ? called(claim, arm) : told("shadow_over_budget"));
    }

    private Future<Boolean> called(String claim, ServedArm arm) {
      JsonNode body = paper.shadows().orElseThrow().body();
      return calls
          .ask(means.fallback(), "a shadow of " + paper.decisionId(), arm, body.deepCopy())
          .onSuccess(said -> answered.add(new Answered(arm, said)))
          .transform(
              done -> {
                long cost = done.succeeded() ? done.result().costMicroUsd() : 0;
                telemetry.gradingCost(limit.route(), limit.kind(), cost);
                return purse.settle(claim, cost).transform(settled -> completed(done.cause()));
              });
    }

    private long most(ServedArm arm) {
      JsonNode body = paper.shadows().orElseThrow().body();
      int output =
          body.path("max_completion_tokens")
              .asInt(body.path("max_tokens").asInt(arm.model().maxOutput()));
      int characters = paper.texts().question().length();
      return Costs.most(arm.model(), clock.millis(), characters, output);
    }

    private Future<Boolean> told(String what) {
      telemetry.grading(limit.route(), what);
      return Future.succeededFuture(true);
    }
  }

  private static Future<Boolean> completed(@Nullable Throwable cause) {
    return cause == null ? Future.succeededFuture(true) : Future.failedFuture(cause);
  }
}
