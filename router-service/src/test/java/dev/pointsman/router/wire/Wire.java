package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.EventSplitter;
import dev.pointsman.router.openai.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Trees and events for the tests of translators.
final class Wire {

  private Wire() {}

  static ObjectNode json(String text) {
    return Json.object(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A transcript cut into its events.
  static List<String> events(String transcript) {
    return new EventSplitter().feed((transcript.strip() + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Lines of JSON as a streamed chat completion that ends in `[DONE]`.
  static List<String> chunks(String lines) {
    List<String> events = new ArrayList<>();
    lines.strip().lines().forEach(line -> events.add("data: " + line + "\n\n"));
    events.add("data: [DONE]\n\n");
    return events;
  }

  /// All a translator says of a whole stream.
  static List<String> all(EventTranslator translator, List<String> events) {
    List<String> said = new ArrayList<>();
    events.forEach(event -> said.addAll(translator.translate(event)));
    said.addAll(translator.atEnd());
    return said;
  }

  /// The events' data, `[DONE]` left out.
  static List<JsonNode> trees(List<String> events) {
    List<JsonNode> trees = new ArrayList<>();
    for (String event : events) {
      String data = EventSplitter.data(event);
      if (!data.equals("[DONE]")) {
        trees.add(json(data));
      }
    }
    return trees;
  }

  static List<String> types(List<String> events) {
    return trees(events).stream().map(tree -> tree.path("type").asText("")).toList();
  }

  /// The content of a streamed Anthropic message, put together as a client does.
  static List<ObjectNode> anthropicBlocks(List<String> events) {
    List<ObjectNode> blocks = new ArrayList<>();
    List<StringBuilder> texts = new ArrayList<>();
    for (JsonNode event : trees(events)) {
      switch (event.path("type").asText("")) {
        case "content_block_start" -> {
          blocks.add((ObjectNode) event.path("content_block").deepCopy());
          texts.add(new StringBuilder());
        }
        case "content_block_delta" -> {
          JsonNode delta = event.path("delta");
          texts
              .get(event.path("index").asInt())
              .append(delta.path("text").asText("") + delta.path("partial_json").asText(""));
        }
        case "content_block_stop" -> {
          int index = event.path("index").asInt();
          String text = texts.get(index).toString();
          ObjectNode block = blocks.get(index);
          if (block.path("type").asText("").equals("text")) {
            block.put("text", text);
          } else {
            block.set("input", text.isEmpty() ? Json.object() : json(text));
          }
        }
        default -> {}
      }
    }
    return blocks;
  }
}
