package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.DecisionJson;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.decision.Precedent;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.wire.Api;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/// `POST /v1/route`: decides as for a chat completion, and leaves the call to somebody else, who
/// reports it to `/v1/outcome`.
final class RouteEndpoint {

  private final Services services;
  private final Recorder recorder;
  private final Escalation escalation;

  RouteEndpoint(Services services, Recorder recorder, Escalation escalation) {
    this.services = services;
    this.recorder = recorder;
    this.escalation = escalation;
  }

  void handle(RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.APPLICATION);
    ApiRequest request = Requests.parse(Api.CHAT, http, services.limits());
    Replies.json(
        http,
        200,
        escalation
            .precedent(request.chat().terms(), caller)
            .compose(precedent -> decided(request, caller, precedent))
            .map(decision -> answer(http, decision)));
  }

  /// Once it is on record.
  private Future<Decision> decided(ApiRequest request, Caller caller, Precedent precedent) {
    return new Deciding(services)
        .decide(request, caller, precedent)
        .compose(
            decided -> {
              decided.hold().settle(Amount.NONE);
              Decision decision = decided.decision().leftToClient();
              return recorder.decided(decision, decided.nanos()).map(decision);
            });
  }

  private ObjectNode answer(RoutingContext http, Decision decided) {
    LoggedDecision decision = decided.logged();
    http.response()
        .putHeader("x-pointsman-decision", decision.id())
        .putHeader("x-pointsman-arm", decision.arm())
        .putHeader("x-pointsman-feedback-token", services.tokens().issue(decision.id()));
    ObjectNode answer = Json.object();
    answer.put("decision_id", decision.id());
    answer.put("route", decision.route());
    answer.put("arm", decision.arm());
    ObjectNode probabilities = answer.putObject("probabilities");
    decision.eligible().forEach(c -> probabilities.put(c.arm(), c.probability()));
    answer.set("predicted", DecisionJson.predicted(decision));
    var eligible = answer.putArray("eligible");
    decision.eligible().forEach(c -> eligible.add(c.arm()));
    decision.reasons().forEach(answer.putArray("reasons")::add);
    return answer;
  }
}
