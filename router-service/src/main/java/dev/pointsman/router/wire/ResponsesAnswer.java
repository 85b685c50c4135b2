package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;

/// A whole chat completion as the response object of OpenAI's Responses API. `reasoning_content` is
/// left out; the field `pointsman` is kept. Errors are the same in both APIs.
public final class ResponsesAnswer {

  private ResponsesAnswer() {}

  /// `request` is the body the client sent, whose settings the response repeats. The first choice
  /// is the answer.
  public static ObjectNode of(ObjectNode completion, ObjectNode request) {
    String id = completion.path("id").asText("");
    String model = completion.path("model").asText("");
    ObjectNode response =
        ResponseObject.frame(request, id, model, completion.path("created").asLong(0));
    JsonNode choice = completion.path("choices").path(0);
    String reason = choice.path("finish_reason").asText("");
    ResponseObject.end(response, reason, completion.path("usage"));
    boolean cut = response.path("status").asText("").equals("incomplete");
    response.set("output", output(choice.path("message"), ResponseObject.base(id), cut));
    Parts.copy(completion, response, "pointsman");
    return response;
  }

  private static ArrayNode output(JsonNode said, String base, boolean cut) {
    ArrayNode output = Json.object().arrayNode();
    ArrayNode parts = Json.object().arrayNode();
    if (!said.path("content").asText("").isEmpty()) {
      parts.add(ResponseObject.textPart(said.path("content").asText("")));
    }
    if (!said.path("refusal").asText("").isEmpty()) {
      parts.add(ResponseObject.refusalPart(said.path("refusal").asText("")));
    }
    JsonNode calls = said.path("tool_calls");
    if (!parts.isEmpty()) {
      output.add(ResponseObject.message("msg_" + base + "_0", "completed", parts));
    }
    for (JsonNode call : calls) {
      JsonNode function = call.path("function");
      ObjectNode item =
          ResponseObject.call(
              "fc_" + base + "_" + output.size(),
              call.path("id").asText(""),
              function.path("name").asText(""),
              function.path("arguments").asText(""));
      output.add(item);
    }
    if (cut && output.get(output.size() - 1) instanceof ObjectNode last) {
      last.put("status", "incomplete");
    }
    return output;
  }
}
