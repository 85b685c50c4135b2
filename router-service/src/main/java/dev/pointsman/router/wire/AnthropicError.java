package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;

/// Error bodies, Anthropic's to and from OpenAI's. OpenAI's `code` carries Anthropic's own type, so
/// that the way back is exact.
public final class AnthropicError {

  private AnthropicError() {}

  /// `{"type":"error","error":{...}}` as `{"error":{...}}`.
  public static ObjectNode toOpenAi(ObjectNode body) {
    JsonNode error = body.path("error");
    String type = error.path("type").asText("api_error");
    String general =
        switch (type) {
          case "invalid_request_error", "not_found_error", "request_too_large" ->
              "invalid_request_error";
          case "authentication_error", "permission_error", "rate_limit_error" -> type;
          case "billing_error" -> "insufficient_quota";
          default -> "api_error";
        };
    ObjectNode result = Json.object();
    ObjectNode said = result.putObject("error");
    said.put("message", error.path("message").asText("the upstream sent an error without words"));
    said.put("type", general).putNull("param").put("code", type);
    return result;
  }

  /// `{"error":{...}}` as `{"type":"error","error":{...}}`. `status` is the HTTP status, which
  /// decides the type; 0 inside a stream, where the error's own words decide. The field `pointsman`
  /// is kept.
  public static ObjectNode fromOpenAi(ObjectNode body, int status) {
    JsonNode error = body.path("error");
    ObjectNode result = Json.object().put("type", "error");
    String message =
        error.isTextual()
            ? error.textValue()
            : error.path("message").asText("the upstream sent an error without words");
    result.putObject("error").put("type", type(error, status)).put("message", message);
    Parts.copy(body, result, "pointsman");
    return result;
  }

  private static String type(JsonNode error, int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503, 529 -> "overloaded_error";
      case 408, 504 -> "timeout_error";
      case 0 -> typeByWords(error);
      default -> status >= 400 && status < 500 ? "invalid_request_error" : "api_error";
    };
  }

  private static String typeByWords(JsonNode error) {
    String code = error.path("code").asText("");
    if (isAnthropics(code)) {
      return code;
    }
    if (code.equals("rate_limit_exceeded")) {
      return "rate_limit_error";
    }
    String type = error.path("type").asText("");
    if (isAnthropics(type)) {
      return type;
    }
    return type.equals("insufficient_quota") ? "billing_error" : "api_error";
  }

  private static boolean isAnthropics(String type) {
    return switch (type) {
      case "invalid_request_error",
          "authentication_error",
          "billing_error",
          "permission_error",
          "not_found_error",
          "request_too_large",
          "rate_limit_error",
          "timeout_error",
          "overloaded_error" ->
          true;
      default -> false;
    };
  }
}
