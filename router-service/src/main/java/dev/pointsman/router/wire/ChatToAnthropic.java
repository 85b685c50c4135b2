package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.Optional;

/// A chat completion's own fields as those of an Anthropic request; its messages are read by {@link
/// ChatTurns}.
final class ChatToAnthropic {

  private static final String TARGET = Untranslatable.ANTHROPIC;

  private ChatToAnthropic() {}

  static ObjectNode body(ObjectNode chat, int defaultMaxTokens) {
    Fields fields = new Fields(chat);
    refuse(fields);
    ObjectNode anthropic = Json.object();
    Parts.copy(chat, anthropic, "model");
    int limit =
        fields
            .integer("max_completion_tokens", 1, Integer.MAX_VALUE)
            .or(() -> fields.integer("max_tokens", 1, Integer.MAX_VALUE))
            .orElse(defaultMaxTokens);
    anthropic.put("max_tokens", limit);
    ChatTurns.write(fields, anthropic);
    temperature(fields);
    Parts.copy(chat, anthropic, "stream", "temperature", "top_p");
    stops(fields, anthropic);
    ToolShapes.toAnthropic(fields, anthropic);
    fields
        .text("user")
        .or(() -> fields.text("safety_identifier"))
        .ifPresent(user -> anthropic.set("metadata", Json.object().put("user_id", user)));
    fields.object("response_format").ifPresent(format -> format(format, anthropic));
    fields.text("reasoning_effort").ifPresent(effort -> Effort.toAnthropic(effort, anthropic));
    tier(fields, anthropic);
    return anthropic;
  }

  private static void refuse(Fields fields) {
    Untranslatable.refuse(
        fields,
        TARGET,
        "logprobs",
        "top_logprobs",
        "logit_bias",
        "audio",
        "prediction",
        "seed",
        "web_search_options",
        "functions",
        "function_call",
        "store");
    Untranslatable.refuseUnless(1, fields, TARGET, "n");
    Untranslatable.refuseUnless(0, fields, TARGET, "presence_penalty", "frequency_penalty");
    for (String modality : fields.texts("modalities")) {
      if (!modality.equals("text")) {
        throw Untranslatable.failure("modalities", "modality " + modality, TARGET);
      }
    }
    if (!fields.text("verbosity").orElse("medium").equals("medium")) {
      throw Untranslatable.failure("verbosity", "verbosity", TARGET);
    }
  }

  private static void temperature(Fields fields) {
    if (fields.number("temperature").orElse(0) > 1) {
      throw Untranslatable.failure(
          "temperature", "temperature above 1 (Anthropic's range is 0..1)", TARGET);
    }
  }

  private static void stops(Fields fields, ObjectNode anthropic) {
    Optional<JsonNode> stop = fields.value("stop");
    if (stop.isEmpty()) {
      return;
    }
    ArrayNode stops = Json.object().arrayNode();
    if (stop.get().isTextual()) {
      stops.add(stop.get());
    } else {
      fields.texts("stop").forEach(stops::add);
    }
    if (!stops.isEmpty()) {
      anthropic.set("stop_sequences", stops);
    }
  }

  private static void format(ObjectNode format, ObjectNode anthropic) {
    Fields fields = new Fields(format, "response_format.");
    String type = Parts.required(fields, "type");
    switch (type) {
      case "text" -> {}
      case "json_schema" -> {
        Fields schema = Parts.inside(fields, "json_schema");
        ObjectNode said = Json.object().put("type", "json_schema");
        said.set("schema", Parts.requiredObject(schema, "schema"));
        Effort.config(anthropic).set("format", said);
      }
      case "json_object" ->
          throw Untranslatable.failure(
              "response_format", "response_format json_object (it needs a json_schema)", TARGET);
      default -> throw Untranslatable.failure("response_format", "response_format " + type, TARGET);
    }
  }

  private static void tier(Fields fields, ObjectNode anthropic) {
    String tier = fields.text("service_tier").orElse("auto");
    switch (tier) {
      case "auto" -> {}
      case "default" -> anthropic.put("service_tier", "standard_only");
      default -> throw Untranslatable.failure("service_tier", "service_tier " + tier, TARGET);
    }
  }

  /// The 400 of a message that no Anthropic turn can hold.
  static RequestFailure refusal(Fields fields, String feature) {
    return Untranslatable.failure(fields.name("type"), feature, TARGET);
  }
}
