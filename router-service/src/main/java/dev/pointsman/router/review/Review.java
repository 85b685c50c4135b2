package dev.pointsman.router.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.util.Optional;

/// An answer that was drawn for review: of which decision, by which arm, with which probability.
///
/// `sealed` are its texts, if the route keeps them, readable to the fleet alone. `isGraded` stays
/// on record until the week is over, which counts it.
public record Review(
    String route,
    String decisionId,
    String arm,
    long tsMillis,
    double probability,
    Optional<String> sealed,
    boolean isGraded) {

  /// What was asked and what was answered.
  public record Texts(String question, String answer) {}

  String key() {
    return route + "/" + decisionId;
  }

  /// The same once it is graded, without its texts.
  Review graded() {
    return bare(true);
  }

  /// The same without its texts.
  Review bare() {
    return bare(isGraded);
  }

  private Review bare(boolean isGradedNow) {
    return new Review(route, decisionId, arm, tsMillis, probability, Optional.empty(), isGradedNow);
  }

  String json() {
    ObjectNode json = Json.object().put("route", route).put("id", decisionId).put("arm", arm);
    json.put("ts", tsMillis).put("p", probability).put("graded", isGraded);
    sealed.ifPresent(text -> json.put("texts", text));
    return json.toString();
  }

  /// Empty for what no router wrote.
  static Optional<Review> read(String text) {
    return Json.read(text)
        .filter(json -> json.hasNonNull("id") && json.hasNonNull("route"))
        .map(
            json ->
                new Review(
                    json.path("route").asText(),
                    json.path("id").asText(),
                    json.path("arm").asText(),
                    json.path("ts").asLong(),
                    json.path("p").asDouble(),
                    Optional.ofNullable(json.get("texts")).map(JsonNode::asText),
                    json.path("graded").asBoolean()));
  }
}
