package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.Usage;

/// The pieces of a Responses answer, alike for whole and streamed ones: the response object with
/// the request's settings in it, its output items, its usage.
final class ResponseObject {

  private static final String[] ECHOED = {
    "instructions", "max_output_tokens", "temperature", "top_p", "user", "service_tier"
  };

  private ResponseObject() {}

  /// What every response says beside its output; `completionId` gives it its id.
  static ObjectNode frame(ObjectNode request, String completionId, String model, long created) {
    ObjectNode response = Json.object().put("id", "resp_" + base(completionId));
    response.put("object", "response").put("created_at", created).put("status", "in_progress");
    response.put("background", false).putNull("error").putNull("incomplete_details");
    for (String key : ECHOED) {
      response.set(key, orNull(request, key));
    }
    response.put("model", model).putArray("output");
    response.put("parallel_tool_calls", request.path("parallel_tool_calls").asBoolean(true));
    response.putNull("previous_response_id");
    response
        .putObject("reasoning")
        .putNull("summary")
        .set("effort", orNull(request.path("reasoning"), "effort"));
    response.put("store", false);
    response.set("text", request.hasNonNull("text") ? request.get("text") : plainText());
    response.set(
        "tool_choice", request.hasNonNull("tool_choice") ? request.get("tool_choice") : auto());
    response.set(
        "tools", request.path("tools").isArray() ? request.get("tools") : response.arrayNode());
    response.put("truncation", "disabled").putNull("usage");
    response.set(
        "metadata", request.path("metadata").isObject() ? request.get("metadata") : Json.object());
    return response;
  }

  /// Sets how the response ended.
  static void end(ObjectNode response, String finishReason, JsonNode usage) {
    boolean cut = finishReason.equals("length") || finishReason.equals("content_filter");
    response.put("status", cut ? "incomplete" : "completed");
    if (cut) {
      String why = finishReason.equals("length") ? "max_output_tokens" : finishReason;
      response.putObject("incomplete_details").put("reason", why);
    }
    if (usage.isObject()) {
      response.set("usage", usage(usage));
    }
  }

  /// `parts` are text and refusal parts.
  static ObjectNode message(String id, String status, ArrayNode parts) {
    ObjectNode item = Json.object().put("id", id).put("type", "message").put("status", status);
    return item.put("role", "assistant").set("content", parts);
  }

  static ObjectNode textPart(String text) {
    ObjectNode part = Json.object().put("type", "output_text");
    part.putArray("annotations");
    part.putArray("logprobs");
    return part.put("text", text);
  }

  static ObjectNode refusalPart(String refusal) {
    return Json.object().put("type", "refusal").put("refusal", refusal);
  }

  /// A call of the tool `name`, known to the client by `callId`.
  static ObjectNode call(String id, String callId, String name, String arguments) {
    ObjectNode item = Json.object().put("id", id).put("type", "function_call");
    item.put("status", "completed").put("call_id", callId).put("name", name);
    return item.put("arguments", arguments);
  }

  /// The part of a completion's id that differs, for the ids of the response and its items.
  static String base(String completionId) {
    return completionId.replaceFirst("^(chatcmpl|msg|cmpl)[-_]", "");
  }

  private static ObjectNode usage(JsonNode given) {
    JsonNode chat = Usage.read(given).map(Usage::json).orElseGet(Json::object);
    JsonNode input = chat.path("prompt_tokens_details");
    ObjectNode usage = Json.object();
    usage.put("input_tokens", chat.path("prompt_tokens").asLong(0));
    ObjectNode details = usage.putObject("input_tokens_details");
    details.put("cached_tokens", input.path("cached_tokens").asLong(0));
    if (input.hasNonNull("cache_write_tokens")) {
      details.put("cache_write_tokens", input.path("cache_write_tokens").asLong(0));
    }
    usage.put("output_tokens", chat.path("completion_tokens").asLong(0));
    usage
        .putObject("output_tokens_details")
        .put(
            "reasoning_tokens",
            chat.path("completion_tokens_details").path("reasoning_tokens").asLong(0));
    long sum = usage.path("input_tokens").asLong() + usage.path("output_tokens").asLong();
    return usage.put("total_tokens", sum);
  }

  private static JsonNode orNull(JsonNode from, String key) {
    return from.hasNonNull(key) ? from.path(key) : Json.object().nullNode();
  }

  private static ObjectNode plainText() {
    return Json.object().set("format", Json.object().put("type", "text"));
  }

  private static JsonNode auto() {
    return Json.object().textNode("auto");
  }
}
