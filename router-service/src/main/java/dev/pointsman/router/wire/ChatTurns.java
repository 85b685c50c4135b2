package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.List;

/// Chat messages as the turns of an Anthropic request, which alternate between user and assistant.
///
/// Neighbours of one role become one turn, tool results counting as the user's; system and
/// developer messages become `system`. Anthropic refuses empty text, so there is none.
final class ChatTurns {

  private static final String TARGET = Untranslatable.ANTHROPIC;

  private final ArrayNode system = Json.object().arrayNode();
  private final ArrayNode turns = Json.object().arrayNode();

  private ChatTurns() {}

  /// Sets `system` and `messages`.
  static void write(Fields chat, ObjectNode anthropic) {
    ChatTurns all = new ChatTurns();
    Parts.list(chat, "messages").forEach(all::message);
    if (all.turns.isEmpty()) {
      throw RequestFailure.badRequest(
          "messages", "messages must hold at least one message of a user with content");
    }
    if (all.turns.get(all.turns.size() - 1).path("role").asText("").equals("assistant")) {
      throw Untranslatable.failure("messages", "a last message of role assistant", TARGET);
    }
    if (!all.system.isEmpty()) {
      anthropic.set("system", all.system);
    }
    anthropic.set("messages", all.turns);
  }

  private void message(Fields message) {
    String role = Parts.required(message, "role");
    switch (role) {
      case "system", "developer" -> texts(message, system);
      case "user" -> add("user", parts(message));
      case "assistant" -> add("assistant", assistant(message));
      case "tool" -> add("user", result(message));
      default ->
          throw Untranslatable.failure(message.name("role"), "a message of role " + role, TARGET);
    }
  }

  private static ArrayNode parts(Fields message) {
    ArrayNode blocks = Json.object().arrayNode();
    for (Fields part : Parts.content(message, "content")) {
      String type = Parts.required(part, "type");
      switch (type) {
        case "text" -> text(Parts.required(part, "text"), blocks);
        case "image_url" -> blocks.add(Images.toAnthropic(part));
        default -> throw ChatToAnthropic.refusal(part, "a content part of type " + type);
      }
    }
    return blocks;
  }

  private static ArrayNode assistant(Fields message) {
    Untranslatable.refuse(message, TARGET, "audio", "function_call");
    ArrayNode blocks = texts(message, Json.object().arrayNode());
    message.text("refusal").ifPresent(refusal -> text(refusal, blocks));
    for (Fields call : Parts.list(message, "tool_calls")) {
      String type = call.text("type").orElse("function");
      if (!type.equals("function")) {
        throw ChatToAnthropic.refusal(call, "a tool call of type " + type);
      }
      Fields function = Parts.inside(call, "function");
      ObjectNode input =
          ToolCalls.input(function.text("arguments").orElse(""))
              .orElseThrow(
                  () ->
                      RequestFailure.badRequest(
                          function.name("arguments"),
                          function.name("arguments") + " must be the text of a JSON object"));
      blocks.add(
          ToolCalls.anthropic(Parts.required(call, "id"), Parts.required(function, "name"), input));
    }
    return blocks;
  }

  private static ArrayNode result(Fields message) {
    ArrayNode content = texts(message, Json.object().arrayNode());
    String id = ToolCalls.anthropicId(Parts.required(message, "tool_call_id"));
    ObjectNode block = Json.object().put("type", "tool_result").put("tool_use_id", id);
    block.set("content", Parts.compact(content));
    return Json.object().arrayNode().add(block);
  }

  private static ArrayNode texts(Fields message, ArrayNode blocks) {
    List<Fields> parts = Parts.content(message, "content");
    for (Fields part : parts) {
      String type = Parts.required(part, "type");
      switch (type) {
        case "text" -> text(Parts.required(part, "text"), blocks);
        case "refusal" -> text(Parts.required(part, "refusal"), blocks);
        default -> throw ChatToAnthropic.refusal(part, "a content part of type " + type + " here");
      }
    }
    return blocks;
  }

  private static void text(String text, ArrayNode blocks) {
    if (!text.isEmpty()) {
      blocks.add(Parts.text(text));
    }
  }

  private void add(String role, ArrayNode blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    boolean same =
        !turns.isEmpty() && turns.get(turns.size() - 1).path("role").asText("").equals(role);
    if (same && turns.get(turns.size() - 1).path("content") instanceof ArrayNode content) {
      content.addAll(blocks);
      return;
    }
    turns.addObject().put("role", role).set("content", blocks);
  }
}
