package dev.pointsman.router.http;

import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.decision.Precedent;
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
  private final Denials denials;

  AnswerEndpoint(Vertx vertx, Services services, Recorder recorder, Escalation escalation) {
    this.vertx = vertx;
    this.services = services;
    this.recorder = recorder;
    this.escalation = escalation;
    this.denials = new Denials(services);
  }

  void handle(Api api, RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.APPLICATION);
    services.admission().enter(http);
    ApiRequest request = Requests.parse(api, http, services.limits());
    escalation
        .precedent(request.chat().terms(), caller)
        .compose(
            precedent ->
                Recall.of(services, request, caller, vertx)
                    .map(recall -> answer(http, request, caller, precedent, recall)))
        .onFailure(
            cause -> {
              denials.note(request.chat(), caller.asker(), cause);
              Replies.failure(http, cause);
            });
  }

  private Decision answer(
      RoutingContext http, ApiRequest request, Caller caller, Precedent precedent, Recall recall) {
    if (http.response().closed()) {
      throw RequestFailure.of(499, "client_left", "the client left before anything was decided");
    }
    long start = System.nanoTime();
    Precedent known = precedent.withStored(recall.arm());
    Decision decision =
        services.decider().decide(request.chat(), caller.asker(), request::refusal, known);
    Future<Void> recorded = recorder.decided(decision, System.nanoTime() - start);
    services.implicit().asked(decision, request.chat());
    Optional<Served> replay = recall.replay(decision, vertx.getOrCreateContext());
    Exchange exchange = new Exchange(vertx, http, request, decision, recorder, services, recall);
    if (replay.isEmpty()) {
      exchange.copyTo(services.specimens().of(decision, request.chat(), caller.asker()));
    }
    replay
        .map(Future::succeededFuture)
        .orElseGet(() -> services.fallback().answer(decision, request, exchange.cancellation()))
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
