package dev.pointsman.router.http;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.hold.Account;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `POST /v1/outcome`: what a call used that the client made after `/v1/route`, billed as the
/// router bills its own. Counted once: the same report again is answered alike, another one is a
/// 409.
final class OutcomeEndpoint {

  private static final Map<String, Status> STATUSES =
      Map.of(
          "ok", Status.OK,
          "error", Status.ERROR,
          "timeout", Status.TIMEOUT,
          "cancelled", Status.CANCELLED);

  private static final Set<String> KNOWN =
      Set.of(
          "decision_id", "status", "input_tokens", "output_tokens", "cached_tokens", "latency_ms");

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

    /// As the router bills its own calls: one that failed without using anything costs nothing.
    boolean isBilled() {
      return status == Status.OK || tokens.input() + tokens.output() > 0;
    }

    static Report parse(byte[] body) {
      Fields fields = new Fields(Json.object(body));
      fields.refuseOthers(KNOWN);
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
    if (!Decision.isLeftToClient(decision)) {
      throw RequestFailure.of(
          409,
          "outcome_not_yours",
          "the router made this decision's call itself and knows its outcome; report those of"
              + " /v1/route");
    }
    if (file.outcome().isPresent()) {
      refuseUnlessSame(file.outcome().get(), report);
      return;
    }
    long cost = report.isBilled() ? cost(decision, report.tokens()) : 0;
    // First, and once however often it is told: what is on record is not told again.
    Amount spent = new Amount(cost, (long) report.tokens().input() + report.tokens().output());
    services.holds().charge(decision.id(), Account.recorded(decision.contract()), spent);
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
  }

  private static void refuseUnlessSame(LoggedOutcome known, Report report) {
    boolean same =
        known.status() == report.status()
            && known.tokens().equals(report.tokens())
            && known.latencyMs() == report.latencyMs();
    if (!same) {
      throw RequestFailure.of(
          409, "outcome_known", "another outcome of this decision was reported before");
    }
  }

  private long cost(LoggedDecision decision, Tokens tokens) {
    return services
        .catalogue()
        .find(decision.arm())
        .orElseThrow(
            () ->
                RequestFailure.of(
                    410,
                    "model_gone",
                    "`" + decision.arm() + "` is no longer configured, so the call has no price"))
        .model()
        .price()
        .at(decision.tsMillis())
        .microUsd(Quantities.of(tokens));
  }
}
