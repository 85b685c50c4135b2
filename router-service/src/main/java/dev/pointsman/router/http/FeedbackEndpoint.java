package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.DecisionIds;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `POST /v1/feedback`: a thumb, a rating or a check on one answer. 202 only when it is durable.
final class FeedbackEndpoint {

  private static final int LONGEST_TEXT = 4_096;
  private static final Map<String, Source> SOURCES =
      Map.of("thumb", Source.USER, "rating", Source.USER, "check", Source.CHECK);

  private final Vertx vertx;
  private final Services services;
  private final DecisionEndpoint decisions;

  FeedbackEndpoint(Vertx vertx, Services services, DecisionEndpoint decisions) {
    this.vertx = vertx;
    this.services = services;
    this.decisions = decisions;
  }

  /// A signal before it is known whose it is.
  private record Signal(
      String decisionId,
      String metric,
      double value,
      String comment,
      Map<String, String> tags,
      String token) {

    static Signal parse(byte[] body) {
      Fields fields = new Fields(Json.object(body));
      String metric = required(fields.text("metric"), "metric");
      fields.require(metric, SOURCES.containsKey(metric), "metric", "thumb, rating or check");
      return new Signal(
          required(fields.text("decision_id"), "decision_id"),
          metric,
          value(fields),
          fields.text("comment", LONGEST_TEXT).orElse(""),
          tags(fields),
          fields.text("token").orElse(""));
    }

    private static double value(Fields fields) {
      JsonNode value = required(fields.value("value"), "value");
      double number = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.doubleValue();
      boolean fits = value.isBoolean() || (value.isNumber() && number >= 0 && number <= 1);
      return fields.require(number, fits, "value", "true, false or a number in 0..1");
    }

    private static Map<String, String> tags(Fields fields) {
      Map<String, String> tags = new LinkedHashMap<>();
      fields
          .object("tags")
          .ifPresent(
              object -> {
                Fields inner = new Fields(object, "tags.");
                object
                    .fieldNames()
                    .forEachRemaining(
                        key -> inner.text(key, 256).ifPresent(text -> tags.put(key, text)));
              });
      return tags;
    }

    private static <T> T required(Optional<T> value, String key) {
      return value.orElseThrow(() -> RequestFailure.badRequest(key, key + " is missing"));
    }
  }

  void handle(RoutingContext http) {
    Signal signal = Signal.parse(Requests.body(http));
    Replies.json(
        http,
        202,
        decision(signal)
            .compose(decision -> written(signal, principal(http.request(), signal, decision), http))
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

  private Future<Acknowledgement> written(Signal signal, String principal, RoutingContext http) {
    Feedback feedback =
        new Feedback(
            signal.decisionId(),
            principal,
            SOURCES.getOrDefault(signal.metric(), Source.USER),
            signal.metric(),
            signal.value(),
            signal.comment(),
            signal.tags(),
            services.clock().millis());
    Optional<String> key =
        Optional.ofNullable(http.request().getHeader("idempotency-key")).filter(k -> !k.isBlank());
    return Future.fromCompletionStage(
            services.log().feedback(feedback, key), vertx.getOrCreateContext())
        .recover(
            away ->
                Future.failedFuture(
                    RequestFailure.of(
                        503,
                        "store_unavailable",
                        "the feedback could not be made durable; send it again with the same"
                            + " Idempotency-Key")));
  }

  /// Whose voice it is: the end user's by a token, else the key's that made the request. Throws a
  /// 401 when it is neither.
  private String principal(
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
