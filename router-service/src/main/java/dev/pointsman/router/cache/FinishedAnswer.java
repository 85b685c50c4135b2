package dev.pointsman.router.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Shape;
import dev.pointsman.router.openai.EventSplitter;
import dev.pointsman.router.openai.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether an upstream's answer came to its own end: not cut off, not filtered, not a refusal.
final class FinishedAnswer {

  private static final Set<String> ENDS =
      Set.of("stop", "tool_calls", "function_call", "end_turn", "stop_sequence", "tool_use");

  private FinishedAnswer() {}

  static boolean is(CachedAnswer answer) {
    String text = answer.body().toString();
    if (!answer.streamed()) {
      return Json.read(text).filter(tree -> isWhole(answer.shape(), tree)).isPresent();
    }
    List<ObjectNode> events =
        new EventSplitter()
            .feed(answer.body().getBytes()).stream()
                .map(EventSplitter::data)
                .map(Json::read)
                .flatMap(Optional::stream)
                .toList();
    return answer.shape() == Shape.ANTHROPIC ? isMessage(events) : isCompletion(events);
  }

  private static boolean isWhole(Shape shape, ObjectNode tree) {
    if (shape == Shape.ANTHROPIC) {
      return ENDS.contains(tree.path("stop_reason").asText());
    }
    if (tree.has("choices")) {
      return isCompletion(List.of(tree));
    }
    return !tree.path("data").isEmpty();
  }

  /// Every choice there is has ended well; the tree of a plain answer is one event of all of it.
  private static boolean isCompletion(List<ObjectNode> events) {
    Map<Integer, String> ends = new HashMap<>();
    for (ObjectNode event : events) {
      for (JsonNode choice : event.path("choices")) {
        String end = choice.path("finish_reason").asText("");
        boolean refused = refuses(choice.path("message")) || refuses(choice.path("delta"));
        ends.merge(
            choice.path("index").asInt(),
            refused ? "refusal" : end,
            (before, now) -> now.isEmpty() || before.equals("refusal") ? before : now);
      }
    }
    return !ends.isEmpty() && ENDS.containsAll(ends.values());
  }

  private static boolean refuses(JsonNode message) {
    return !message.path("refusal").asText("").isEmpty();
  }

  private static boolean isMessage(List<ObjectNode> events) {
    String end = "";
    boolean stopped = false;
    for (ObjectNode event : events) {
      end = event.path("delta").path("stop_reason").asText(end);
      stopped |= event.path("type").asText().equals("message_stop");
    }
    return stopped && ENDS.contains(end);
  }
}
