package dev.pointsman.router.http;

import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.decision.Precedent;
import dev.pointsman.router.decision.Prospect;
import dev.pointsman.router.hold.Hold;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.wire.Api;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/// The endpoints that a model answers, such as `POST /v1/chat/completions`: the story of one
/// request, alike for every API.
final class AnswerEndpoint {

  private final Vertx vertx;
  private final Services services;
  private final Recorder recorder;
  private final Escalation escalation;

  AnswerEndpoint(Vertx vertx, Services services, Recorder recorder, Escalation escalation) {
    this.vertx = vertx;
    this.services = services;
    this.recorder = recorder;
    this.escalation = escalation;
  }

  void handle(Api api, RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.APPLICATION);
    services.admission().enter(http);
    ApiRequest request = Requests.parse(api, http);
    escalation
        .precedent(request.chat().terms(), caller)
        .compose(precedent -> decide(request, caller, precedent))
        .map(decided -> answer(http, request, decided))
        .onFailure(cause -> Replies.failure(http, cause));
  }

  /// What was decided, what is reserved for it, and how long deciding took.
  private record Decided(Decision decision, Hold hold, long nanos) {}

  private Future<Decided> decide(ApiRequest request, Caller caller, Precedent precedent) {
    long start = System.nanoTime();
    Prospect prospect =
        services.decider().consider(request.chat(), caller.asker(), request::refusal, precedent);
    long considering = System.nanoTime() - start;
    return services
        .holds()
        .hold(prospect)
        .map(
            hold ->
                hold.orGiveBack(
                    () -> {
                      long again = System.nanoTime();
                      Decision decision = services.decider().decide(prospect, hold);
                      hold.narrow(decision);
                      long nanos = considering + System.nanoTime() - again;
                      return new Decided(decision, hold, nanos);
                    }));
  }

  private Decided answer(RoutingContext http, ApiRequest request, Decided decided) {
    Decision decision = decided.decision();
    Hold hold = decided.hold();
    Future<Void> recorded = recorder.decided(decision, decided.nanos());
    services.implicit().asked(decision, request.chat());
    Exchange exchange =
        new Exchange(vertx, http, request, decided.decision(), hold, recorder, services);
    // Of money that is spent there must be a record first.
    (hold.isBound() ? recorded : Future.<Void>succeededFuture())
        .compose(on -> services.fallback().answer(decision, request, hold, exchange.cancellation()))
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
}
