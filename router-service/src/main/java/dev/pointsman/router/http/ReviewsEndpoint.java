package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.SamplingWeight;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.review.Review;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// `/v1/reviews`: the answers that wait for a person's grade, and the grade. Viewers see which;
/// those who may give feedback on any answer (role `feedback`) see kept texts too, and grade.
record ReviewsEndpoint(Vertx vertx, Services services) {

  private static final String PATH = "/v1/reviews";
  private static final int LONGEST_COMMENT = 4_096;

  void mount(Router router, Handler<RoutingContext> body) {
    router.get(PATH).handler(this::list);
    router.post(PATH + "/:id").handler(body).handler(this::grade);
  }

  private void list(RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.VIEWER, Role.FEEDBACK);
    LiveRoute route = services.route(Requests.parameter(http, "route"));
    Replies.json(
        http,
        200,
        asked(services.reviews().waiting(route.name(), horizon(route.name())))
            .map(
                waiting -> {
                  ObjectNode answer = Json.object().put("route", route.name());
                  ArrayNode all = answer.putArray("reviews");
                  waiting.forEach(review -> all.add(json(review, caller.is(Role.FEEDBACK))));
                  return answer;
                }));
  }

  private void grade(RoutingContext http) {
    Caller caller = services.keyring().admit(http.request(), Role.FEEDBACK);
    String id = String.valueOf(http.pathParam("id"));
    Fields body = new Fields(Json.object(Requests.body(http)));
    body.refuseOthers(Set.of("value", "comment"));
    double value = value(body);
    String comment = body.text("comment", LONGEST_COMMENT).orElse("");
    Replies.json(
        http,
        202,
        asked(services.reviews().find(id))
            .compose(
                found -> {
                  Review review = found.orElseThrow(ReviewsEndpoint::unknown);
                  Feedback grade =
                      new Feedback(
                          id,
                          caller.principal(),
                          Source.REVIEW,
                          "review",
                          value,
                          comment,
                          Map.of(SamplingWeight.TAG, Double.toString(review.probability())),
                          services.clock().millis());
                  return asked(services.log().feedback(grade, Optional.empty()))
                      .map(acknowledged -> status(acknowledged))
                      // The grade is durable: that it still waits is a matter of the list alone.
                      .compose(
                          status ->
                              asked(services.reviews().graded(review))
                                  .map(status)
                                  .otherwise(status));
                })
            .map(status -> Json.object().put("decision_id", id).put("status", status)));
  }

  private static double value(Fields body) {
    JsonNode value =
        body.value("value")
            .orElseThrow(() -> RequestFailure.badRequest("value", "value is missing"));
    if (value.isBoolean()) {
      return value.booleanValue() ? 1 : 0;
    }
    return body.number("value", 0, 1).orElseThrow();
  }

  private static String status(Acknowledgement acknowledgement) {
    return switch (acknowledgement) {
      case Acknowledgement.Durable durable -> durable.status();
      case Acknowledgement.Conflict _, Acknowledgement.UnknownDecision _ -> throw unknown();
      case Acknowledgement.TooLate _ ->
          throw RequestFailure.of(
              410, "feedback_too_late", "the time to review this decision is over");
    };
  }

  private ObjectNode json(Review review, boolean isReader) {
    ObjectNode json = Json.object().put("decision_id", review.decisionId());
    json.put("ts", Instant.ofEpochMilli(review.tsMillis()).toString()).put("arm", review.arm());
    json.put("sampling_probability", review.probability());
    Optional<Review.Texts> texts = isReader ? services.reviews().texts(review) : Optional.empty();
    json.put("question", texts.map(Review.Texts::question).orElse(null));
    json.put("answer", texts.map(Review.Texts::answer).orElse(null));
    return json;
  }

  private Duration horizon(String route) {
    RouterConfig config = services.config().state().config();
    return config.signalRules(route).horizon(Source.REVIEW, EventLogConfig.DEFAULT_HORIZON);
  }

  private <T> Future<T> asked(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext())
        .recover(
            away ->
                Future.failedFuture(
                    RequestFailure.of(
                        503, "store_unavailable", "the event store does not answer; try again")));
  }

  private static RequestFailure unknown() {
    return RequestFailure.notFound(
        "review_not_found", "decision_id", "no answer with this id was drawn for review");
  }
}
