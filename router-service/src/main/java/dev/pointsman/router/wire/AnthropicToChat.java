package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.Optional;

/// An Anthropic request's own fields as those of a chat completion; its turns are read by {@link
/// AnthropicTurns}.
final class AnthropicToChat {

  private static final String SCHEMA_NAME = "answer";

  private AnthropicToChat() {}

  static ObjectNode body(ObjectNode anthropic) {
    Fields fields = new Fields(anthropic);
    Untranslatable.refuse(
        fields,
        Untranslatable.CHAT,
        "top_k",
        "container",
        "mcp_servers",
        "context_management",
        "inference_geo");
    ObjectNode chat = Json.object();
    Parts.copy(anthropic, chat, "model");
    chat.set("messages", AnthropicTurns.messages(fields));
    fields
        .integer("max_tokens", 1, Integer.MAX_VALUE)
        .ifPresent(limit -> chat.put("max_completion_tokens", limit));
    Parts.stream(fields, chat);
    Parts.copy(anthropic, chat, "temperature", "top_p", "pointsman");
    stops(fields, chat);
    ToolShapes.toChat(fields, chat);
    fields
        .object("metadata")
        .flatMap(metadata -> new Fields(metadata, "metadata.").text("user_id"))
        .ifPresent(user -> chat.put("user", user));
    output(fields, chat);
    tier(fields, chat);
    return chat;
  }

  private static void stops(Fields fields, ObjectNode chat) {
    ArrayNode stops = Json.object().arrayNode();
    fields.texts("stop_sequences").forEach(stops::add);
    if (!stops.isEmpty()) {
      chat.set("stop", stops);
    }
  }

  private static void output(Fields fields, ObjectNode chat) {
    ObjectNode given = fields.object("output_config").orElseGet(Json::object);
    Fields config = new Fields(given, "output_config.");
    Untranslatable.refuse(config, Untranslatable.CHAT, "task_budget");
    Effort.toChat(fields, config.text("effort"))
        .ifPresent(effort -> chat.put("reasoning_effort", effort));
    Optional<Fields> format =
        config
            .object("format")
            .map(node -> new Fields(node, "output_config.format."))
            .or(
                () ->
                    fields.object("output_format").map(node -> new Fields(node, "output_format.")));
    format.ifPresent(node -> chat.set("response_format", schema(node)));
  }

  private static ObjectNode schema(Fields format) {
    String type = Parts.required(format, "type");
    if (!type.equals("json_schema")) {
      throw Untranslatable.failure(
          format.name("type"), "output format " + type, Untranslatable.CHAT);
    }
    ObjectNode schema = Json.object().put("name", SCHEMA_NAME).put("strict", true);
    schema.set("schema", Parts.requiredObject(format, "schema"));
    return Json.object().put("type", "json_schema").set("json_schema", schema);
  }

  private static void tier(Fields fields, ObjectNode chat) {
    if (!fields.text("speed").orElse("standard").equals("standard")) {
      throw Untranslatable.failure("speed", "speed", Untranslatable.CHAT);
    }
    switch (fields.text("service_tier").orElse("auto")) {
      case "auto" -> {}
      case "standard_only" -> chat.put("service_tier", "default");
      default ->
          throw RequestFailure.badRequest(
              "service_tier", "service_tier must be auto or standard_only");
    }
  }
}
