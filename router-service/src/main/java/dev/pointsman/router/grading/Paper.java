package dev.pointsman.router.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One answer that was drawn: the texts, the arm that gave it, by which rubric to grade it, and
/// with which probability it was drawn for that (0: for reviewers only). Where shadows are to
/// answer too: which arms, the probability of that, and the request to send them.
record Paper(
    String decisionId,
    String servedBy,
    Texts texts,
    String rubric,
    double drawn,
    Optional<Shadows> shadows) {

  /// What was asked, what was answered, and what is known to be right.
  record Texts(String question, String answer, Optional<String> reference) {}

  /// `body` is a chat completion without a model.
  record Shadows(List<String> arms, double drawn, ObjectNode body) {
    Shadows {
      arms = List.copyOf(arms);
    }
  }

  byte[] bytes() {
    ObjectNode json = Json.object();
    json.put("id", decisionId).put("served_by", servedBy).put("rubric", rubric).put("p", drawn);
    json.put("question", texts.question()).put("answer", texts.answer());
    texts.reference().ifPresent(text -> json.put("reference", text));
    shadows.ifPresent(
        s -> {
          s.arms().forEach(json.putArray("shadows")::add);
          json.put("shadow_p", s.drawn()).set("body", s.body());
        });
    return Json.bytes(json);
  }

  /// Empty for what no router wrote.
  static Optional<Paper> read(byte[] bytes) {
    return Json.read(new String(bytes, StandardCharsets.UTF_8))
        .filter(json -> json.hasNonNull("id") && json.hasNonNull("served_by"))
        .map(Paper::of);
  }

  private static Paper of(ObjectNode json) {
    List<String> arms = new ArrayList<>();
    json.path("shadows").forEach(arm -> arms.add(arm.asText()));
    JsonNode body = json.path("body");
    return new Paper(
        json.path("id").asText(),
        json.path("served_by").asText(),
        new Texts(
            json.path("question").asText(),
            json.path("answer").asText(),
            Optional.ofNullable(json.get("reference")).map(JsonNode::asText)),
        json.path("rubric").asText(),
        json.path("p").asDouble(),
        body instanceof ObjectNode tree
            ? Optional.of(new Shadows(arms, json.path("shadow_p").asDouble(), tree))
            : Optional.empty());
  }
}
