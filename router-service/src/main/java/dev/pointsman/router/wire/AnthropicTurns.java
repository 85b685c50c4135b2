package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.List;

/// The turns of an Anthropic request as chat messages.
///
/// A user turn may hold tool results beside its own words: each result becomes a message of role
/// tool, ahead of the words, as chat completions want it. A result marked `is_error` is prefixed
/// with "Error: ", which chat completions have no field for.
final class AnthropicTurns {

  private final ArrayNode messages = Json.object().arrayNode();

  private AnthropicTurns() {}

  static ArrayNode messages(Fields fields) {
    AnthropicTurns turns = new AnthropicTurns();
    turns.system(fields);
    List<Fields> given = Parts.list(fields, "messages");
    if (given.isEmpty()) {
      throw RequestFailure.badRequest(
          "messages", "messages must be a list of at least one message");
    }
    given.forEach(turns::turn);
    Fields last = given.getLast();
    if (last.node().path("role").asText("").equals("assistant")) {
      throw Untranslatable.failure(
          last.name("role"),
          "a prefilled answer (last turn of role assistant)",
          Untranslatable.CHAT);
    }
    return turns.messages;
  }

  private void turn(Fields turn) {
    String role = Parts.required(turn, "role");
    switch (role) {
      case "user" -> user(turn);
      case "assistant" -> assistant(turn);
      case "system" -> add("system").put("content", plain(Parts.content(turn, "content"), "\n"));
      default ->
          throw RequestFailure.badRequest(
              turn.name("role"), turn.name("role") + " must be user or assistant");
    }
  }

  private void system(Fields fields) {
    String text = plain(Parts.content(fields, "system"), "\n");
    if (!text.isEmpty()) {
      add("system").put("content", text);
    }
  }

  private void user(Fields turn) {
    ArrayNode parts = Json.object().arrayNode();
    List<Fields> blocks = Parts.content(turn, "content");
    for (Fields block : blocks) {
      String type = Parts.required(block, "type");
      switch (type) {
        case "text" -> parts.add(Parts.text(Parts.required(block, "text")));
        case "image" -> parts.add(Images.toChat(block));
        case "tool_result" -> result(block);
        default -> throw refusal(block, type);
      }
    }
    if (!parts.isEmpty() || blocks.isEmpty()) {
      add("user").set("content", Parts.compact(parts));
    }
  }

  private void result(Fields block) {
    String text = plain(Parts.content(block, "content"), "\n");
    boolean failed = block.flag("is_error").orElse(false);
    add("tool")
        .put("tool_call_id", Parts.required(block, "tool_use_id"))
        .put("content", failed ? "Error: " + text : text);
  }

  private void assistant(Fields turn) {
    StringBuilder text = new StringBuilder();
    ArrayNode calls = Json.object().arrayNode();
    for (Fields block : Parts.content(turn, "content")) {
      String type = Parts.required(block, "type");
      switch (type) {
        case "text" -> text.append(Parts.required(block, "text"));
        case "tool_use" -> calls.add(call(block));
        default -> throw refusal(block, type);
      }
    }
    ObjectNode message = add("assistant");
    if (text.isEmpty() && !calls.isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", text.toString());
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
  }

  private static ObjectNode call(Fields block) {
    return ToolCalls.chat(
        Parts.required(block, "id"),
        Parts.required(block, "name"),
        Json.text(Parts.requiredObject(block, "input")));
  }

  private static String plain(List<Fields> blocks, String between) {
    StringBuilder text = new StringBuilder();
    for (Fields block : blocks) {
      String type = Parts.required(block, "type");
      if (!type.equals("text")) {
        throw refusal(block, type);
      }
      text.append(text.isEmpty() ? "" : between).append(Parts.required(block, "text"));
    }
    return text.toString();
  }

  private static RequestFailure refusal(Fields block, String type) {
    return Untranslatable.failure(
        block.name("type"), "a content block of type " + type + " here", Untranslatable.CHAT);
  }

  private ObjectNode add(String role) {
    return messages.addObject().put("role", role);
  }
}
