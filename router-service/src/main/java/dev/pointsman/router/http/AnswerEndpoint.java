package dev.pointsman.router.http;

import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.decision.Precedent;
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
        .map(precedent -> answer(http, request, caller, precedent))
        .onFailure(cause -> Replies.failure(http, cause));
  }

  private Decision answer(
      RoutingContext http, ApiRequest request, Caller caller, Precedent precedent) {
    long start = System.nanoTime();
    Decision decision =
        services.decider().decide(request.chat(), caller.asker(), request::refusal, precedent);
    Future<Void> recorded = recorder.decided(decision, System.nanoTime() - start);
    services.implicit().asked(decision, request.chat());
    Exchange exchange = new Exchange(vertx, http, request, decision, recorder, services);
    services
        .fallback()
        .answer(decision, request, exchange.cancellation())
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
    return decision;
  }
}
