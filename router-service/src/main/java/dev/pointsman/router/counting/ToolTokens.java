package dev.pointsman.router.counting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What the tools of a request add to its prompt, as OpenAI's cookbook counts it for gpt-4o; nested
/// properties count as outer ones do.
final class ToolTokens {

  private static final int A_FUNCTION = 7;
  private static final int PROPERTIES = 3;
  private static final int A_PROPERTY = 3;
  private static final int AN_ENUM = -3;
  private static final int AN_ITEM = 3;
  private static final int THE_END = 12;

  private final List<String> texts;
  private long frame;

  private ToolTokens(List<String> texts) {
    this.texts = texts;
  }

  /// Adds their texts, and returns the tokens that frame them.
  static long read(JsonNode tools, List<String> texts) {
    if (tools.isEmpty()) {
      return 0;
    }
    ToolTokens count = new ToolTokens(texts);
    for (JsonNode tool : tools) {
      JsonNode function = tool.has("function") ? tool.path("function") : tool;
      count.frame += A_FUNCTION;
      texts.add(function.path("name").asText("") + ":" + words(function));
      count.properties(function.path(function.has("parameters") ? "parameters" : "input_schema"));
    }
    return count.frame + THE_END;
  }

  private void properties(JsonNode schema) {
    JsonNode properties = schema.path("properties");
    if (properties.isEmpty()) {
      return;
    }
    frame += PROPERTIES;
    for (var entry : properties.properties()) {
      JsonNode property = entry.getValue();
      frame += A_PROPERTY;
      texts.add(entry.getKey() + ":" + property.path("type").asText("") + ":" + words(property));
      if (property.path("enum").isArray()) {
        frame += AN_ENUM;
        for (JsonNode item : property.path("enum")) {
          frame += AN_ITEM;
          texts.add(item.asText(""));
        }
      }
      properties(property);
      properties(property.path("items"));
    }
  }

  private static String words(JsonNode described) {
    String words = described.path("description").asText("");
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }
}
