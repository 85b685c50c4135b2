package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the nested lists a request is made of, each element under its own name, so that a 400 says
/// where.
final class Parts {

  private Parts() {}

  /// The objects of a list; none when it is absent.
  static List<Fields> list(Fields fields, String key) {
    List<Fields> all = new ArrayList<>();
    JsonNode list = fields.list(key).orElseGet(() -> Json.object().arrayNode());
    for (int i = 0; i < list.size(); i++) {
      String name = fields.name(key) + "[" + i + "]";
      if (!(list.get(i) instanceof ObjectNode object)) {
        throw RequestFailure.badRequest(name, name + " must be an object");
      }
      all.add(new Fields(object, name + "."));
    }
    return all;
  }

  /// Content that is either a string, read as one part of type `text`, or a list of parts.
  static List<Fields> content(Fields fields, String key) {
    JsonNode content = fields.value(key).orElseGet(() -> Json.object().arrayNode());
    if (content.isTextual()) {
      return List.of(new Fields(text(content.textValue()), fields.name(key) + "."));
    }
    fields.require(content, content.isArray(), key, "a string or a list of parts");
    return list(fields, key);
  }

  static String required(Fields fields, String key) {
    return fields
        .text(key)
        .orElseThrow(
            () -> RequestFailure.badRequest(fields.name(key), fields.name(key) + " is missing"));
  }

  static ObjectNode requiredObject(Fields fields, String key) {
    return fields
        .object(key)
        .orElseThrow(
            () -> RequestFailure.badRequest(fields.name(key), fields.name(key) + " is missing"));
  }

  static Fields inside(Fields fields, String key) {
    return new Fields(requiredObject(fields, key), fields.name(key) + ".");
  }

  static ObjectNode text(String text) {
    return Json.object().put("type", "text").put("text", text);
  }

  /// No part, or one of text, as a plain string, which every server of the shape understands;
  /// anything else as a list.
  static JsonNode compact(ArrayNode parts) {
    if (parts.isEmpty()) {
      return parts.textNode("");
    }
    boolean plain = parts.size() == 1 && parts.get(0).path("type").asText("").equals("text");
    return plain ? parts.get(0).path("text") : parts;
  }

  /// Asks for a stream, and for its usage, which the other shapes' streams always tell.
  static void stream(Fields fields, ObjectNode chat) {
    Optional<Boolean> stream = fields.flag("stream");
    stream.ifPresent(flag -> chat.put("stream", flag));
    if (stream.orElse(false)) {
      chat.putObject("stream_options").put("include_usage", true);
    }
  }

  /// Copies the fields that mean the same in both shapes; null counts as absent.
  static void copy(ObjectNode from, ObjectNode to, String... keys) {
    for (String key : keys) {
      if (from.hasNonNull(key)) {
        to.set(key, from.get(key));
      }
    }
  }
}
