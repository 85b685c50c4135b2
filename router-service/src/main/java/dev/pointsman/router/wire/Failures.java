package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;

/// Errors the translators raise themselves.
final class Failures {

  /// Said when an upstream's stream ends in the middle of an answer.
  static final String CUT = "the upstream's stream ended before the answer was complete; ask again";

  private Failures() {}

  static ObjectNode anthropicCut() {
    ObjectNode body = Json.object().put("type", "error");
    body.putObject("error").put("type", "api_error").put("message", CUT);
    return body;
  }

  static ObjectNode openAiCut() {
    ObjectNode body = Json.object();
    body.putObject("error").put("message", CUT).put("type", "api_error").putNull("param");
    return body;
  }
}
