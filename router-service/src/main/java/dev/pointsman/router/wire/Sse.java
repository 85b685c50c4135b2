package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.EventSplitter;
import dev.pointsman.router.openai.Json;

/// Writes server-sent events.
final class Sse {

  static final String DONE = "data: [DONE]\n\n";

  private Sse() {}

  /// An event without a name, as chat completions are streamed.
  static String data(ObjectNode tree) {
    return "data: " + Json.text(tree) + "\n\n";
  }

  /// An event named by the tree's `type`, as Anthropic and the Responses API stream.
  static String typed(ObjectNode tree) {
    return "event: " + tree.path("type").asText("") + "\n" + data(tree);
  }

  /// A comment keeps a connection alive in any shape.
  static boolean isComment(String event) {
    return event.startsWith(":") && EventSplitter.data(event).isEmpty();
  }
}
