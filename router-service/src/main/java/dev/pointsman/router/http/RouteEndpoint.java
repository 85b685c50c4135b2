package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.decision.Means;
import dev.pointsman.router.decision.Pace;
import dev.pointsman.router.decision.Precedent;
import dev.pointsman.router.decision.Prospect;
import dev.pointsman.router.hold.Hold;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.wire.Api;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

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
    ApiRequest request = Requests.parse(Api.CHAT, http);
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
    long start = System.nanoTime();
    Prospect prospect =
        services.decider().consider(request.chat(), caller.asker(), request::refusal, precedent);
    long considering = System.nanoTime() - start;
    return services
        .holds()
        .hold(prospect)
        .compose(
            hold -> {
              long again = System.nanoTime();
              Decision decision =
                  hold.orGiveBack(() -> services.decider().decide(prospect, new Elsewhere(hold)));
              hold.settle(Amount.NONE);
              return recorder
                  .decided(decision, considering + System.nanoTime() - again)
                  .map(decision);
            });
  }

  /// Within what is left now, of which nothing stays reserved: the call is made, and its outcome
  /// told, by somebody else.
  record Elsewhere(Hold hold) implements Means {

    private static final String MARK = "call";
    private static final String CLIENT = "client";

    static boolean made(LoggedDecision decision) {
      return CLIENT.equals(decision.contract().get(MARK));
    }

    @Override
    public boolean reaches(ServedArm arm) {
      return hold.reaches(arm);
    }

    @Override
    public Pace pace(Prospect prospect) {
      return hold.pace(prospect);
    }

    @Override
    public Map<String, String> payers() {
      Map<String, String> record = new LinkedHashMap<>(hold.payers());
      record.put(MARK, CLIENT);
      return record;
    }
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
