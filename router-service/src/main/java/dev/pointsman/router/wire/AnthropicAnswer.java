package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;

/// A whole answer that was not streamed: Anthropic's message, to and from a chat completion.
///
/// Nothing is refused here. Thinking becomes `reasoning_content`, its signature is lost; the other
/// way it is left out, since Anthropic takes no thinking back without a signature. Citations have
/// no counterpart. The field `pointsman` is kept.
public final class AnthropicAnswer {

  private AnthropicAnswer() {}

  /// `created` is the time of the answer in seconds since 1970, which Anthropic does not tell.
  public static ObjectNode toOpenAi(ObjectNode message, long created) {
    ObjectNode completion = Json.object();
    completion.put("id", message.path("id").asText("")).put("object", "chat.completion");
    completion.put("created", created).put("model", message.path("model").asText(""));
    ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
    choice.set("message", chatMessage(message.path("content")));
    choice.putNull("logprobs");
    choice.put("finish_reason", StopReasons.toOpenAi(message.path("stop_reason").asText("")));
    completion.set("usage", AnthropicUsage.NONE.updatedBy(message.path("usage")).openAi());
    Parts.copy(message, completion, "pointsman");
    return completion;
  }

  /// The first choice is the answer. Arguments cut short by the token limit, which are no JSON
  /// object, become an empty input.
  public static ObjectNode fromOpenAi(ObjectNode completion) {
    JsonNode choice = completion.path("choices").path(0);
    JsonNode said = choice.path("message");
    ObjectNode message = Json.object();
    message.put("id", completion.path("id").asText("")).put("type", "message");
    message.put("role", "assistant").put("model", completion.path("model").asText(""));
    message.set("content", blocks(said));
    String reason =
        StopReasons.toAnthropic(
            choice.path("finish_reason").asText(""),
            !said.path("tool_calls").isEmpty(),
            said.hasNonNull("refusal"));
    message.put("stop_reason", reason).putNull("stop_sequence");
    message.set("usage", AnthropicUsage.ofOpenAi(completion.path("usage")).anthropic());
    Parts.copy(completion, message, "pointsman");
    return message;
  }

  private static ObjectNode chatMessage(JsonNode content) {
    StringBuilder text = new StringBuilder();
    StringBuilder thinking = new StringBuilder();
    ArrayNode calls = Json.object().arrayNode();
    for (JsonNode block : content) {
      switch (block.path("type").asText("")) {
        case "text" -> text.append(block.path("text").asText(""));
        case "thinking" -> thinking.append(block.path("thinking").asText(""));
        case "tool_use" ->
            calls.add(
                ToolCalls.chat(
                    block.path("id").asText(""),
                    block.path("name").asText(""),
                    block.path("input").isObject() ? Json.text(block.path("input")) : "{}"));
        default -> {}
      }
    }
    ObjectNode message = Json.object().put("role", "assistant");
    if (text.isEmpty() && !calls.isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", text.toString());
    }
    message.putNull("refusal");
    if (!thinking.isEmpty()) {
      message.put("reasoning_content", thinking.toString());
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    return message;
  }

  private static ArrayNode blocks(JsonNode said) {
    ArrayNode blocks = Json.object().arrayNode();
    for (String key : new String[] {"content", "refusal"}) {
      String text = said.path(key).asText("");
      if (!text.isEmpty()) {
        blocks.add(Parts.text(text));
      }
    }
    for (JsonNode call : said.path("tool_calls")) {
      JsonNode function = call.path("function");
      blocks.add(
          ToolCalls.anthropic(
              call.path("id").asText(""),
              function.path("name").asText(""),
              ToolCalls.input(function.path("arguments").asText("")).orElseGet(Json::object)));
    }
    return blocks;
  }
}
