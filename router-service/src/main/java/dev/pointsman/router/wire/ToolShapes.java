package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.Optional;

/// Tool definitions and the choice among them, between Anthropic and chat completions. Only tools
/// the client runs itself have a counterpart.
final class ToolShapes {

  private ToolShapes() {}

  static void toChat(Fields anthropic, ObjectNode chat) {
    ArrayNode tools = Json.object().arrayNode();
    for (Fields tool : Parts.list(anthropic, "tools")) {
      tools.add(chatTool(tool));
    }
    if (!tools.isEmpty()) {
      chat.set("tools", tools);
    }
    Optional<ObjectNode> choice = anthropic.object("tool_choice");
    choice.ifPresent(node -> chatChoice(new Fields(node, "tool_choice."), chat));
  }

  static void toAnthropic(Fields chat, ObjectNode anthropic) {
    ArrayNode tools = Json.object().arrayNode();
    for (Fields tool : Parts.list(chat, "tools")) {
      tools.add(anthropicTool(tool));
    }
    if (!tools.isEmpty()) {
      anthropic.set("tools", tools);
    }
    Optional<ObjectNode> choice = chat.value("tool_choice").map(node -> anthropicChoice(node));
    boolean oneAtATime = !chat.flag("parallel_tool_calls").orElse(true) && !tools.isEmpty();
    ObjectNode said = choice.orElseGet(() -> Json.object().put("type", "auto"));
    if (oneAtATime && !said.path("type").asText("").equals("none")) {
      said.put("disable_parallel_tool_use", true);
    }
    if (choice.isPresent() || oneAtATime) {
      anthropic.set("tool_choice", said);
    }
  }

  private static ObjectNode chatTool(Fields tool) {
    String type = tool.text("type").orElse("custom");
    if (!type.equals("custom")) {
      throw Untranslatable.failure(
          tool.name("type"), "the server tool " + type, Untranslatable.CHAT);
    }
    Untranslatable.refuse(tool, Untranslatable.CHAT, "defer_loading", "input_examples");
    ObjectNode function = Json.object().put("name", Parts.required(tool, "name"));
    Parts.copy(tool.node(), function, "description");
    function.set("parameters", Parts.requiredObject(tool, "input_schema"));
    Parts.copy(tool.node(), function, "strict");
    return Json.object().put("type", "function").set("function", function);
  }

  private static void chatChoice(Fields choice, ObjectNode chat) {
    String type = Parts.required(choice, "type");
    switch (type) {
      case "auto", "none" -> chat.put("tool_choice", type);
      case "any" -> chat.put("tool_choice", "required");
      case "tool" -> chat.set("tool_choice", named(Parts.required(choice, "name")));
      default ->
          throw RequestFailure.badRequest(
              "tool_choice.type", "tool_choice.type must be auto, any, tool or none");
    }
    if (choice.flag("disable_parallel_tool_use").orElse(false)) {
      chat.put("parallel_tool_calls", false);
    }
  }

  /// The choice of one function, as chat completions say it.
  static ObjectNode named(String function) {
    ObjectNode name = Json.object().put("name", function);
    return Json.object().put("type", "function").set("function", name);
  }

  private static ObjectNode anthropicTool(Fields tool) {
    String type = Parts.required(tool, "type");
    if (!type.equals("function")) {
      throw Untranslatable.failure(
          tool.name("type"), "a tool of type " + type, Untranslatable.ANTHROPIC);
    }
    Fields function = Parts.inside(tool, "function");
    ObjectNode result = Json.object().put("name", Parts.required(function, "name"));
    Parts.copy(function.node(), result, "description");
    result.set("input_schema", function.object("parameters").orElseGet(ToolShapes::noParameters));
    if (function.flag("strict").orElse(false)) {
      result.put("strict", true);
    }
    return result;
  }

  private static ObjectNode noParameters() {
    return Json.object().put("type", "object").set("properties", Json.object());
  }

  private static ObjectNode anthropicChoice(JsonNode choice) {
    if (choice instanceof ObjectNode object) {
      Fields fields = new Fields(object, "tool_choice.");
      String type = Parts.required(fields, "type");
      if (!type.equals("function")) {
        throw Untranslatable.failure(
            "tool_choice", "tool_choice of type " + type, Untranslatable.ANTHROPIC);
      }
      String name = Parts.required(Parts.inside(fields, "function"), "name");
      return Json.object().put("type", "tool").put("name", name);
    }
    return switch (choice.asText("")) {
      case "auto", "none" -> Json.object().put("type", choice.asText());
      case "required" -> Json.object().put("type", "any");
      default ->
          throw RequestFailure.badRequest(
              "tool_choice", "tool_choice must be auto, none, required or a function");
    };
  }
}
