package dev.pointsman.router.http;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.hold.Payer;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;

/// `POST /v1/outcome`: what a call cost that somebody else made after `/v1/route`. Counted once; a
/// second report of one decision is a 409.
final class OutcomeEndpoint {

  private static final Map<String, Status> STATUSES =
      Map.of(
          "ok", Status.OK,
          "error", Status.ERROR,
          "timeout", Status.TIMEOUT,
          "cancelled", Status.CANCELLED);

  private final Services services;
  private final Recorder recorder;
  private final DecisionEndpoint decisions;

  OutcomeEndpoint(Services services, Recorder recorder, DecisionEndpoint decisions) {
    this.services = services;
    this.recorder = recorder;
    this.decisions = decisions;
  }

  /// What was reported, before the decision is known.
  private record Report(String decisionId, Status status, Tokens tokens, long latencyMs) {

    static Report parse(byte[] body) {
      Fields fields = new Fields(Json.object(body));
      String status = required(fields, "status").toLowerCase(Locale.ROOT);
      fields.require(
          status, STATUSES.containsKey(status), "status", "ok, error, timeout or cancelled");
      int most = Integer.MAX_VALUE;
      int input = fields.integer("input_tokens", 0, most).orElse(0);
      int output = fields.integer("output_tokens", 0, most).orElse(0);
      int cached = fields.integer("cached_tokens", 0, most).orElse(0);
      fields.require(cached, cached <= input, "cached_tokens", "at most input_tokens");
      double latency = fields.number("latency_ms", 0, 1e9).orElse(-1);
      return new Report(
          required(fields, "decision_id"),
          STATUSES.getOrDefault(status, Status.ERROR),
          new Tokens(input, cached, 0, output, 0),
          Math.round(latency));
    }

    private static String required(Fields fields, String key) {
      return fields
          .text(key)
          .orElseThrow(() -> RequestFailure.badRequest(key, key + " is missing"));
    }
  }

  void handle(RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.APPLICATION);
    Report report = Report.parse(Requests.body(http));
    Replies.json(
        http,
        202,
        decisions
            .find(report.decisionId())
            .map(
                file -> {
                  record(file, report, caller);
                  return Json.object()
                      .put("decision_id", report.decisionId())
                      .put("status", "accepted");
                }));
  }

  private void record(DecisionFile file, Report report, Caller caller) {
    LoggedDecision decision = file.decision();
    if (!caller.is(Role.ADMIN) && !DecisionEndpoint.madeBy(decision, caller)) {
      throw DecisionEndpoint.unknown();
    }
    if (!RouteEndpoint.Elsewhere.made(decision)) {
      throw RequestFailure.of(
          409, "call_made_here", "the router made this call itself and knows its outcome");
    }
    if (file.outcome().isPresent()) {
      throw RequestFailure.of(
          409, "outcome_known", "the outcome of this decision was reported before");
    }
    long cost =
        services.catalogue().entry(decision.arm()).model().price().microUsd(report.tokens());
    recorder.finished(
        decision,
        new LoggedOutcome(
            decision.id(),
            services.clock().millis(),
            report.status(),
            decision.arm(),
            "",
            report.tokens(),
            cost,
            false,
            -1,
            report.latencyMs()));
    Amount spent = new Amount(cost, (long) report.tokens().input() + report.tokens().output());
    services.holds().charge(decision.id(), Payer.recorded(decision.contract()), spent);
  }
}
