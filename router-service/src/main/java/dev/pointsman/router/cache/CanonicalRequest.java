package dev.pointsman.router.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.util.Set;
import java.util.TreeSet;

/// A request's body as one text, whatever the order of its fields, without those that do not bear
/// on the answer: who asks, how it is delivered, and what the router is asked.
final class CanonicalRequest {

  /// The model is named by what it resolves to instead.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "model",
          "pointsman",
          "stream",
          "stream_options",
          "user",
          "safety_identifier",
          "metadata",
          "prompt_cache_key");

  private CanonicalRequest() {}

  static String of(ObjectNode body) {
    StringBuilder text = new StringBuilder();
    object(body, LEFT_OUT, text);
    return text.toString();
  }

  private static void object(ObjectNode node, Set<String> leftOut, StringBuilder text) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    names.removeAll(leftOut);
    text.append('{');
    for (String name : names) {
      text.append(Json.text(Json.object().textNode(name))).append(':');
      value(node.path(name), text);
      text.append(',');
    }
    text.append('}');
  }

  private static void value(JsonNode node, StringBuilder text) {
    if (node instanceof ObjectNode inner) {
      object(inner, Set.of(), text);
    } else if (node.isArray()) {
      text.append('[');
      for (JsonNode element : node) {
        value(element, text);
        text.append(',');
      }
      text.append(']');
    } else {
      text.append(Json.text(node));
    }
  }
}
