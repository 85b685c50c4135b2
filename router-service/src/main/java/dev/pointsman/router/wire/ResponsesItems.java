package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.List;

/// The `instructions` and `input` of a Responses request as chat messages.
///
/// Calls that follow one another, or the assistant's words, are one assistant message, as chat
/// completions want it. Role developer becomes system, which every chat server knows.
final class ResponsesItems {

  private static final String TARGET = Untranslatable.CHAT;

  private final ArrayNode messages = Json.object().arrayNode();

  private ResponsesItems() {}

  static ArrayNode messages(Fields fields) {
    ResponsesItems items = new ResponsesItems();
    fields.text("instructions").ifPresent(text -> items.add("system").put("content", text));
    JsonNode input =
        fields
            .value("input")
            .orElseThrow(
                () ->
                    RequestFailure.badRequest(
                        "input", "input is missing; it must be a string or a list of items"));
    if (input.isTextual()) {
      items.add("user").put("content", input.textValue());
      return items.messages;
    }
    fields.require(input, input.isArray(), "input", "a string or a list of items");
    Parts.list(fields, "input").forEach(items::item);
    return items.messages;
  }

  private void item(Fields item) {
    String type = item.text("type").orElse("message");
    switch (type) {
      case "message" -> message(item);
      case "function_call" -> call(item);
      case "function_call_output" -> {
        ObjectNode result = add("tool").put("tool_call_id", Parts.required(item, "call_id"));
        result.set("content", Parts.compact(parts(item, "output")));
      }
      default ->
          throw Untranslatable.failure(item.name("type"), "an input item of type " + type, TARGET);
    }
  }

  private void message(Fields item) {
    String role = Parts.required(item, "role");
    switch (role) {
      case "system", "developer" -> add("system").set("content", content(item));
      case "user" -> add("user").set("content", content(item));
      case "assistant" -> add("assistant").set("content", content(item));
      default ->
          throw RequestFailure.badRequest(
              item.name("role"),
              item.name("role") + " must be user, assistant, system or developer");
    }
  }

  private static JsonNode content(Fields item) {
    return Parts.compact(parts(item, "content"));
  }

  private static ArrayNode parts(Fields item, String key) {
    ArrayNode parts = Json.object().arrayNode();
    List<Fields> given = Parts.content(item, key);
    for (Fields part : given) {
      String type = Parts.required(part, "type");
      switch (type) {
        case "text", "input_text", "output_text" ->
            parts.add(Parts.text(Parts.required(part, "text")));
        case "refusal" -> parts.add(Parts.text(Parts.required(part, "refusal")));
        case "input_image" -> parts.add(image(part, item));
        default ->
            throw Untranslatable.failure(
                part.name("type"), "a content part of type " + type, TARGET);
      }
    }
    return parts;
  }

  private static ObjectNode image(Fields part, Fields item) {
    Untranslatable.refuse(part, TARGET, "file_id");
    if (!item.node().path("role").asText("").equals("user")) {
      throw Untranslatable.failure(part.name("type"), "an image outside a user's message", TARGET);
    }
    ObjectNode result = Images.chatPart(Parts.required(part, "image_url"));
    part.text("detail").ifPresent(detail -> result.withObject("/image_url").put("detail", detail));
    return result;
  }

  private void call(Fields item) {
    ObjectNode call =
        ToolCalls.chat(
            Parts.required(item, "call_id"),
            Parts.required(item, "name"),
            Parts.required(item, "arguments"));
    boolean afterAssistant =
        !messages.isEmpty()
            && messages.get(messages.size() - 1).path("role").asText("").equals("assistant");
    ObjectNode message =
        afterAssistant && messages.get(messages.size() - 1) instanceof ObjectNode last
            ? last
            : add("assistant").putNull("content");
    message.withArrayProperty("tool_calls").add(call);
  }

  private ObjectNode add(String role) {
    return messages.addObject().put("role", role);
  }
}
