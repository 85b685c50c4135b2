package dev.pointsman.router.http;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.hold.Hold;
import dev.pointsman.router.http.Deciding.Decided;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.upstream.Fallback.Served;
import dev.pointsman.router.wire.Api;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// The endpoints that a model answers, such as `POST /v1/chat/completions`: the story of one
/// request, alike for every API.
final class AnswerEndpoint {

  private final Vertx vertx;
  private final Services services;
  private final Recorder recorder;
  private final Escalation escalation;
  private final Deciding deciding;
  private final Denials denials;

  AnswerEndpoint(Vertx vertx, Services services, Recorder recorder, Escalation escalation) {
    this.vertx = vertx;
    this.services = services;
    this.recorder = recorder;
    this.escalation = escalation;
    this.deciding = new Deciding(services);
    this.denials = new Denials(services);
  }

  void handle(Api api, RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.APPLICATION);
    services.admission().enter(http);
    ApiRequest request = Requests.parse(api, http, services.limits());
    guarded(http, request)
        .compose(checked -> escalation.precedent(request.chat().terms(), caller))
        .compose(
            precedent ->
                Recall.of(services, request, caller, vertx)
                    .compose(
                        recall ->
                            deciding
                                .decide(request, caller, precedent.withStored(recall.arm()))
                                .map(decided -> answer(http, request, caller, decided, recall))))
        .onFailure(
            cause -> {
              denials.note(request.chat(), caller.asker(), cause);
              Replies.failure(http, cause);
            });
  }

  private Future<Void> guarded(RoutingContext http, ApiRequest request) {
    try {
      LoopGuard.check(request.chat(), http.response(), services.limits(), services.telemetry());
      return Future.succeededFuture();
    } catch (RequestFailure loop) {
      return Future.failedFuture(loop);
    }
  }

  private Decided answer(
      RoutingContext http, ApiRequest request, Caller caller, Decided decided, Recall recall) {
    Decision decision = decided.decision();
    if (http.response().closed()) {
      decided.hold().settle(Amount.NONE);
      throw RequestFailure.of(499, "client_left", "the client left before it was answered");
    }
    watch(http, decided);
    Future<Void> recorded = recorder.decided(decision, decided.nanos());
    services.implicit().asked(decision, request.chat());
    Optional<Served> replay = recall.replay(decision, vertx.getOrCreateContext());
    Exchange exchange = new Exchange(vertx, http, request, decided, recorder, services, recall);
    if (replay.isEmpty()) {
      exchange.copyTo(services.specimens().of(decision, request.chat(), caller.asker()));
    }
    replay
        .map(Future::succeededFuture)
        .orElseGet(() -> call(request, decided, recorded, exchange))
        .onComplete(
            answer ->
                recorded.onComplete(
                    written -> {
                      if (answer.succeeded()) {
                        exchange.relay(answer.result());
                      } else {
                        exchange.fail(answer.cause());
                      }
                    }));
    return decided;
  }

  /// Warns a session that costs far more than others do, and stops one that goes on.
  private void watch(RoutingContext http, Decided decided) {
    Decision decision = decided.decision();
    boolean isFarAbove =
        decided
            .hold()
            .orGiveBack(
                () ->
                    services
                        .sessions()
                        .isFarAbove(
                            decision.route(),
                            decision.logged().session(),
                            services.limits().sessionCost()));
    if (isFarAbove) {
      services.telemetry().ranAway("warned");
      http.response().putHeader(LoopGuard.HEADER, "warning");
    }
  }

  /// Where money is spent of a budget there is a record of it first.
  private Future<Served> call(
      ApiRequest request, Decided decided, Future<Void> recorded, Exchange exchange) {
    Hold hold = decided.hold();
    Future<Void> ready = hold.isBound() ? recorded : Future.succeededFuture();
    return ready
        .compose(on -> hold.confirmed())
        .compose(
            on ->
                services
                    .fallback()
                    .answer(decided.decision(), request, hold, exchange.cancellation()));
  }
}
