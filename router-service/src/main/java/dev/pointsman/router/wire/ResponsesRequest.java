package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.Optional;

/// The body of OpenAI's `POST /v1/responses` as the body of a chat completion.
///
/// The gateway keeps no conversations: what asks for one, for work in the background or for tools
/// that run at OpenAI is a 400 naming it. `store` is accepted either way and nothing is stored; the
/// answer says `store: false`. `metadata` goes back to the client in the answer only.
public final class ResponsesRequest {

  private static final String TARGET = Untranslatable.CHAT;

  private ResponsesRequest() {}

  /// A new tree; the given one is left alone. The field `pointsman` is kept.
  public static ObjectNode toChat(ObjectNode body) {
    Fields fields = new Fields(body);
    refuse(fields);
    ObjectNode chat = Json.object();
    Parts.copy(body, chat, "model");
    chat.set("messages", ResponsesItems.messages(fields));
    fields
        .integer("max_output_tokens", 1, Integer.MAX_VALUE)
        .ifPresent(limit -> chat.put("max_completion_tokens", limit));
    Parts.stream(fields, chat);
    Parts.copy(body, chat, "temperature", "top_p", "parallel_tool_calls");
    Parts.copy(body, chat, "user", "safety_identifier", "prompt_cache_key", "service_tier");
    Parts.copy(body, chat, "pointsman");
    tools(fields, chat);
    text(fields, chat);
    reasoning(fields, chat);
    return chat;
  }

  private static void refuse(Fields fields) {
    Untranslatable.refuse(
        fields,
        TARGET,
        "previous_response_id",
        "conversation",
        "background",
        "include",
        "prompt",
        "max_tool_calls",
        "context_management");
    Untranslatable.refuseUnless(0, fields, TARGET, "top_logprobs");
    if (!fields.text("truncation").orElse("disabled").equals("disabled")) {
      throw Untranslatable.failure("truncation", "automatic truncation", TARGET);
    }
  }

  private static void tools(Fields fields, ObjectNode chat) {
    ArrayNode tools = Json.object().arrayNode();
    for (Fields tool : Parts.list(fields, "tools")) {
      String type = Parts.required(tool, "type");
      if (!type.equals("function")) {
        throw Untranslatable.failure(tool.name("type"), "the tool " + type, TARGET);
      }
      ObjectNode function = Json.object().put("name", Parts.required(tool, "name"));
      Parts.copy(tool.node(), function, "description", "parameters", "strict");
      tools.add(Json.object().put("type", "function").set("function", function));
    }
    if (!tools.isEmpty()) {
      chat.set("tools", tools);
    }
    fields.value("tool_choice").ifPresent(choice -> chat.set("tool_choice", choice(choice)));
  }

  private static JsonNode choice(JsonNode choice) {
    if (!(choice instanceof ObjectNode object)) {
      return switch (choice.asText("")) {
        case "auto", "none", "required" -> choice;
        default ->
            throw RequestFailure.badRequest(
                "tool_choice", "tool_choice must be auto, none, required or a function");
      };
    }
    Fields fields = new Fields(object, "tool_choice.");
    String type = Parts.required(fields, "type");
    if (!type.equals("function")) {
      throw Untranslatable.failure("tool_choice", "tool_choice of type " + type, TARGET);
    }
    return ToolShapes.named(Parts.required(fields, "name"));
  }

  private static void text(Fields fields, ObjectNode chat) {
    Optional<ObjectNode> given = fields.object("text");
    if (given.isEmpty()) {
      return;
    }
    Parts.copy(given.get(), chat, "verbosity");
    Fields text = new Fields(given.get(), "text.");
    if (text.value("format").isEmpty()) {
      return;
    }
    Fields format = Parts.inside(text, "format");
    String type = Parts.required(format, "type");
    ObjectNode said = Json.object().put("type", type);
    switch (type) {
      case "text" -> {
        return;
      }
      case "json_object" -> {}
      case "json_schema" -> {
        ObjectNode schema =
            said.putObject("json_schema").put("name", Parts.required(format, "name"));
        Parts.copy(format.node(), schema, "description", "strict");
        schema.set("schema", Parts.requiredObject(format, "schema"));
      }
      default ->
          throw RequestFailure.badRequest(
              "text.format.type", "text.format.type must be text, json_schema or json_object");
    }
    chat.set("response_format", said);
  }

  private static void reasoning(Fields fields, ObjectNode chat) {
    Optional<ObjectNode> given = fields.object("reasoning");
    if (given.isPresent()) {
      Fields reasoning = new Fields(given.get(), "reasoning.");
      Untranslatable.refuse(reasoning, TARGET, "summary", "generate_summary");
      reasoning.text("effort").ifPresent(effort -> chat.put("reasoning_effort", effort));
    }
  }
}
