package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/// How often an agent called the same tool with the same arguments since its user last spoke, read
/// from the conversation itself, so that any router can tell. OpenAI's and Anthropic's shapes.
/// Pure.
public final class ToolRepeats {

  private ToolRepeats() {}

  /// The largest count of one call; 0 without calls.
  public static int of(JsonNode body) {
    Map<String, Integer> counts = new HashMap<>();
    JsonNode messages = body.path("messages");
    for (int i = messages.size() - 1; i >= 0 && !isUsersWord(messages.get(i)); i--) {
      JsonNode message = messages.get(i);
      for (JsonNode call : message.path("tool_calls")) {
        JsonNode function = call.path("function");
        String arguments = function.path("arguments").asText();
        String plain = Json.read(arguments).map(JsonNode::toString).orElse(arguments);
        count(counts, function.path("name").asText(), plain);
      }
      for (JsonNode part : message.path("content")) {
        if (part.path("type").asText().equals("tool_use")) {
          count(counts, part.path("name").asText(), part.path("input").toString());
        }
      }
    }
    return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static void count(Map<String, Integer> counts, String name, String arguments) {
    counts.merge(name + '\n' + arguments, 1, Integer::sum);
  }

  /// A tool's result comes as the user's in Anthropic's shape, without a word of theirs.
  private static boolean isUsersWord(JsonNode message) {
    if (!message.path("role").asText().equals("user")) {
      return false;
    }
    JsonNode content = message.path("content");
    if (!content.isArray()) {
      return true;
    }
    for (JsonNode part : content) {
      if (!part.path("type").asText().equals("tool_result")) {
        return true;
      }
    }
    return content.isEmpty();
  }
}
