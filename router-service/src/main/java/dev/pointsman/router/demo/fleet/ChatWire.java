package dev.pointsman.router.demo.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.demo.fleet.Answers.Chat;
import java.io.IOException;
import java.util.List;

/// OpenAI's JSON for chat completions, as far as a simulated model needs it.
final class ChatWire {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long CREATED = 1_767_225_600;

  private ChatWire() {}

  /// Why a call is not answered, with the HTTP status for it.
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;

    Refusal(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  static JsonNode parse(byte[] body) throws Refusal {
    try {
      JsonNode root = MAPPER.readTree(body);
      if (root.isObject()) {
        return root;
      }
    } catch (IOException e) {
      // Not JSON: said below.
    }
    throw new Refusal(400, "the body is not a JSON object");
  }

  static Chat chat(JsonNode body, List<String> models) throws Refusal {
    String model = body.path("model").asText("");
    if (!models.contains(model)) {
      throw new Refusal(404, "the fleet has no model \"" + model + "\"");
    }
    JsonNode messages = body.path("messages");
    if (!messages.isArray() || messages.isEmpty()) {
      throw new Refusal(400, "messages must be a list with at least one message");
    }
    String system = "";
    String prompt = "";
    int characters = 0;
    for (JsonNode message : messages) {
      String text = text(message.path("content"));
      characters += text.length();
      switch (message.path("role").asText("")) {
        case "user" -> prompt = text;
        case "system" -> system = text;
        default -> {}
      }
    }
    return new Chat(model, system, prompt, characters);
  }

  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder parts = new StringBuilder();
    content.forEach(part -> parts.append(part.path("text").asText("")));
    return parts.toString();
  }

  static boolean wantsUsage(JsonNode body) {
    return body.path("stream_options").path("include_usage").asBoolean(false);
  }

  /// The answer within the request's `max_completion_tokens` or `max_tokens`. Hidden working comes
  /// first and counts, so a tight limit may leave no text at all.
  static Answer cut(Answer answer, JsonNode body) {
    int limit =
        body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(Integer.MAX_VALUE));
    if (answer.outputTokens() <= limit) {
      return answer;
    }
    int visible = Math.max(0, limit - answer.hiddenTokens());
    String text = answer.text().substring(0, Math.min(answer.text().length(), 4 * visible));
    return new Answer(text, answer.inputTokens(), limit, limit - visible, answer.timing(), true);
  }

  static ObjectNode completion(Chat chat, Answer answer) {
    ObjectNode root = head(chat, "chat.completion");
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", answer.text());
    choice.put("finish_reason", finish(answer));
    root.set("usage", usage(answer));
    return root;
  }

  /// The events of a stream in order, without the closing `[DONE]`.
  static ArrayNode chunks(Chat chat, Answer answer, int pieces, boolean usage) {
    ArrayNode chunks = NODES.arrayNode();
    String text = answer.text();
    int size = Math.max(1, (text.length() + pieces - 1) / pieces);
    chunks.add(chunk(chat, NODES.objectNode().put("role", "assistant").put("content", "")));
    for (int from = 0; from < text.length(); from += size) {
      String piece = text.substring(from, Math.min(text.length(), from + size));
      chunks.add(chunk(chat, NODES.objectNode().put("content", piece)));
    }
    ObjectNode last = chunk(chat, NODES.objectNode());
    ((ObjectNode) last.path("choices").path(0)).put("finish_reason", finish(answer));
    chunks.add(last);
    if (usage) {
      ObjectNode end = head(chat, "chat.completion.chunk");
      end.putArray("choices");
      end.set("usage", usage(answer));
      chunks.add(end);
    }
    return chunks;
  }

  static ObjectNode models(List<String> models) {
    ObjectNode root = NODES.objectNode().put("object", "list");
    ArrayNode data = root.putArray("data");
    models.forEach(id -> data.addObject().put("id", id).put("object", "model"));
    return root;
  }

  static ObjectNode error(Refusal refusal) {
    ObjectNode root = NODES.objectNode();
    root.putObject("error")
        .put("message", refusal.getMessage())
        .put("type", refusal.status() < 500 ? "invalid_request_error" : "server_error")
        .putNull("code")
        .putNull("param");
    return root;
  }

  private static ObjectNode chunk(Chat chat, ObjectNode delta) {
    ObjectNode root = head(chat, "chat.completion.chunk");
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("finish_reason");
    return root;
  }

  private static ObjectNode head(Chat chat, String object) {
    String id = "chatcmpl-" + Integer.toHexString((chat.model() + chat.prompt()).hashCode());
    return NODES
        .objectNode()
        .put("id", id)
        .put("object", object)
        .put("created", CREATED)
        .put("model", chat.model());
  }

  private static ObjectNode usage(Answer answer) {
    ObjectNode usage =
        NODES
            .objectNode()
            .put("prompt_tokens", answer.inputTokens())
            .put("completion_tokens", answer.outputTokens())
            .put("total_tokens", answer.inputTokens() + answer.outputTokens());
    usage.putObject("completion_tokens_details").put("reasoning_tokens", answer.hiddenTokens());
    return usage;
  }

  private static String finish(Answer answer) {
    return answer.cut() ? "length" : "stop";
  }
}
