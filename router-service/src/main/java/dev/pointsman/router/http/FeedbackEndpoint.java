package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.DecisionIds;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Metric;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/// `POST /v1/feedback`: a thumb, a rating or a check on one answer. 202 only when it is durable.
final class FeedbackEndpoint {

  private final Vertx vertx;
  private final Services services;
  private final DecisionEndpoint decisions;

  FeedbackEndpoint(Vertx vertx, Services services, DecisionEndpoint decisions) {
    this.vertx = vertx;
    this.services = services;
    this.decisions = decisions;
  }

  void handle(RoutingContext http) {
    Signal signal = Signal.parse(Requests.body(http));
    Set<Metric> meant = Metrics.of(signal.metric(), services.routes().values());
    if (meant.size() == 1) {
      signal.quality(meant.iterator().next());
    }
    Replies.json(
        http,
        202,
        decision(signal)
            .compose(
                decision -> {
                  Metric metric = metric(signal, decision);
                  String sender = sender(http.request(), signal, decision);
                  String principal = principal(sender, metric, decision);
                  long now = services.clock().millis();
                  return written(signal.feedback(principal, metric, now), http);
                })
            .map(answer -> answer(signal, answer)));
  }

  /// Empty when it is no longer on record, which the log then puts in words, and while the store is
  /// away, when the log keeps the signal in its journal.
  private Future<Optional<LoggedDecision>> decision(Signal signal) {
    if (DecisionIds.millis(signal.decisionId()).isEmpty()) {
      return Future.failedFuture(DecisionEndpoint.unknown());
    }
    return decisions
        .find(signal.decisionId())
        .map(file -> Optional.of(file.decision()))
        .otherwise(Optional.empty());
  }

  /// Throws a 503 when only the decision could tell what is meant, and the store is away.
  private Metric metric(Signal signal, Optional<LoggedDecision> decision) {
    Optional<LiveRoute> route = decision.map(known -> services.routes().get(known.route()));
    if (route.isPresent()) {
      return Metrics.of(signal.metric(), route.get());
    }
    Set<Metric> meant = Metrics.of(signal.metric(), services.routes().values());
    if (meant.size() > 1 && !services.storeAnswers().getAsBoolean()) {
      throw notDurable();
    }
    return meant.iterator().next();
  }

  private Future<Acknowledgement> written(Feedback feedback, RoutingContext http) {
    Optional<String> key =
        Optional.ofNullable(http.request().getHeader("idempotency-key")).filter(k -> !k.isBlank());
    return Future.fromCompletionStage(
            services.log().feedback(feedback, key), vertx.getOrCreateContext())
        .recover(away -> Future.failedFuture(notDurable()));
  }

  private static RequestFailure notDurable() {
    return RequestFailure.of(
        503,
        "store_unavailable",
        "the feedback could not be made durable; send it again with the same Idempotency-Key");
  }

  /// Whose voice it is: a vote is the user's whom the request named, whoever sends it.
  private String principal(String sender, Metric metric, Optional<LoggedDecision> decision) {
    return decision
        .map(known -> known.contract().getOrDefault("user", ""))
        .filter(user -> metric.source() == Feedback.Source.USER && !user.isEmpty())
        .map(services.tokens()::principal)
        .orElse(sender);
  }

  /// Who sends it: the end user by a token, else the key that made the request. Throws a 401 when
  /// it is neither.
  private String sender(
      HttpServerRequest request, Signal signal, Optional<LoggedDecision> decision) {
    Keyring keyring = services.keyring();
    if (keyring.open()) {
      return "user";
    }
    String header = request.getHeader("x-pointsman-feedback-token");
    String token = header == null ? signal.token() : header;
    if (services.tokens().admits(signal.decisionId(), token)) {
      return "user";
    }
    if (!keyring.isKeyed(request)) {
      throw RequestFailure.unauthorized(
          "feedback needs header x-pointsman-feedback-token of that answer, or the key that made"
              + " the request");
    }
    Caller caller = keyring.admit(request, Role.APPLICATION, Role.FEEDBACK);
    boolean mayAny = caller.is(Role.FEEDBACK);
    if (!mayAny && decision.filter(d -> DecisionEndpoint.madeBy(d, caller)).isEmpty()) {
      throw DecisionEndpoint.unknown();
    }
    return caller.principal();
  }

  private ObjectNode answer(Signal signal, Acknowledgement acknowledgement) {
    return switch (acknowledgement) {
      case Acknowledgement.Durable durable -> {
        services.telemetry().feedback(durable.status());
        yield Json.object().put("decision_id", signal.decisionId()).put("status", durable.status());
      }
      case Acknowledgement.Conflict _ ->
          throw RequestFailure.of(
              409,
              "idempotency_conflict",
              "this Idempotency-Key came with another body before; use a new one");
      case Acknowledgement.UnknownDecision _ -> throw DecisionEndpoint.unknown();
      case Acknowledgement.TooLate _ ->
          throw RequestFailure.of(
              410, "feedback_too_late", "the time for feedback on this decision is over");
    };
  }
}
