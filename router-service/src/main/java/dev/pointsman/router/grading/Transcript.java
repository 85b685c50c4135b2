package dev.pointsman.router.grading;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.openai.Json;

/// Requests as plain text, as a judge reads them. Pure.
final class Transcript {

  private Transcript() {}

  /// The conversation of a chat request, turn by turn.
  static String question(JsonNode request) {
    StringBuilder text = new StringBuilder();
    for (JsonNode message : request.path("messages")) {
      text.append(text.isEmpty() ? "" : "\n\n").append(message.path("role").asText()).append(": ");
      content(text, message);
    }
    return text.toString();
  }

  private static void content(StringBuilder text, JsonNode message) {
    JsonNode content = message.path("content");
    if (content.isArray()) {
      for (JsonNode part : content) {
        text.append(part.path("text").asText("[" + part.path("type").asText("part") + "]"));
      }
    } else {
      text.append(content.asText(""));
    }
    text.append(message.path("refusal").asText(""));
    for (JsonNode call : message.path("tool_calls")) {
      text.append("\n[tool call] ").append(Json.text(call.path("function")));
    }
  }
}
