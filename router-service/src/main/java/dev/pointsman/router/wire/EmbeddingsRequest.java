package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.features.Prompt;
import dev.pointsman.router.openai.ChatRequest;
import dev.pointsman.router.openai.Dialogue;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Media;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.Terms;
import java.util.Map;

/// Reads the body of `POST /v1/embeddings`: a text, a list of texts, or token numbers in either
/// form. Each is embedded by itself, so the longest stands for all of them.
final class EmbeddingsRequest {

  private static final int CHARACTERS_PER_TOKEN = 4;

  private EmbeddingsRequest() {}

  static ChatRequest read(ObjectNode body, Map<String, String> pointsmanHeaders) {
    Fields fields = new Fields(body);
    JsonNode input =
        fields
            .value("input")
            .orElseThrow(
                () ->
                    RequestFailure.badRequest(
                        "input", "input is missing; it must be a text or a list of texts"));
    Terms terms = Terms.of(fields.object("pointsman"), pointsmanHeaders);
    String text = longest(fields, input);
    int tokens = longestTokens(input);
    return new ChatRequest(
        body,
        ChatRequest.model(fields),
        false,
        false,
        new Prompt(text, 1, false, false, false),
        tokens * CHARACTERS_PER_TOKEN,
        Media.NONE,
        0,
        new Dialogue(text, false, false),
        terms);
  }

  private static String longest(Fields fields, JsonNode input) {
    if (input.isTextual()) {
      return input.textValue();
    }
    fields.require(input, input.isArray() && !input.isEmpty(), "input", "a text or a list of them");
    String longest = "";
    for (JsonNode element : input) {
      boolean known = element.isTextual() || element.isArray() || element.isIntegralNumber();
      fields.require(element, known, "input", "a text or a list of them");
      longest = element.asText().length() > longest.length() ? element.asText() : longest;
    }
    return input.get(0).isIntegralNumber() ? "" : longest;
  }

  private static int longestTokens(JsonNode input) {
    if (input.path(0).isIntegralNumber()) {
      return input.size();
    }
    int most = 0;
    for (JsonNode element : input) {
      most = Math.max(most, element.size());
    }
    return most;
  }
}
