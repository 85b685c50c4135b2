package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.openai.EventSplitter;
import dev.pointsman.router.openai.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Anthropic's streamed message as chat completion chunks, the last of which counts the usage where
/// the events did.
///
/// Thinking is streamed as `reasoning_content`. An error event ends the stream without `[DONE]`, as
/// OpenAI does it. One thread.
public final class AnthropicEvents implements EventTranslator {

  private final long created;
  private final List<String> out = new ArrayList<>();
  private AnthropicUsage usage = AnthropicUsage.NONE;
  private Optional<Quantities> justCounted = Optional.empty();
  private String id = "";
  private String model = "";
  private String stopReason = "";
  private String blockType = "";
  private String wholeInput = "";
  private int calls;
  private boolean over;

  /// `created` is the time of the answer in seconds since 1970.
  public AnthropicEvents(long created) {
    this.created = created;
  }

  @Override
  public List<String> translate(String event) {
    justCounted = Optional.empty();
    if (over) {
      return List.of();
    }
    if (Sse.isComment(event)) {
      return List.of(event);
    }
    Json.read(EventSplitter.data(event)).ifPresent(this::event);
    return drained();
  }

  @Override
  public List<String> atEnd() {
    if (over) {
      return List.of();
    }
    if (stopReason.isEmpty()) {
      fail(Failures.anthropicCut());
    } else {
      finish();
    }
    return drained();
  }

  /// What the last event counted of the answer so far, should it be the last to come.
  Optional<Quantities> justCounted() {
    return justCounted;
  }

  private void event(ObjectNode event) {
    switch (event.path("type").asText("")) {
      case "message_start" -> start(event.path("message"));
      case "content_block_start" -> startBlock(event.path("content_block"));
      case "content_block_delta" -> grow(event.path("delta"));
      case "content_block_stop" -> endBlock();
      case "message_delta" -> {
        stopReason = event.path("delta").path("stop_reason").asText(stopReason);
        count(event.path("usage"));
      }
      case "message_stop" -> finish();
      case "error" -> fail(event);
      default -> {}
    }
  }

  private void start(JsonNode message) {
    id = message.path("id").asText("");
    model = message.path("model").asText("");
    count(message.path("usage"));
    say(Json.object().put("role", "assistant").put("content", ""));
  }

  private void count(JsonNode counts) {
    usage = usage.updatedBy(counts);
    justCounted = Optional.of(usage).filter(AnthropicUsage::isCounted).map(u -> u.quantities());
  }

  private void startBlock(JsonNode block) {
    blockType = block.path("type").asText("");
    switch (blockType) {
      case "text" -> text("content", block.path("text").asText(""));
      case "thinking" -> text("reasoning_content", block.path("thinking").asText(""));
      case "tool_use" -> {
        JsonNode input = block.path("input");
        wholeInput = input.isObject() ? Json.text(input) : "{}";
        ObjectNode call =
            ToolCalls.chat(block.path("id").asText(""), block.path("name").asText(""), "");
        sayCall(call);
      }
      default -> {}
    }
  }

  private void grow(JsonNode delta) {
    switch (delta.path("type").asText("")) {
      case "text_delta" -> text("content", delta.path("text").asText(""));
      case "thinking_delta" -> text("reasoning_content", delta.path("thinking").asText(""));
      case "input_json_delta" -> arguments(delta.path("partial_json").asText(""));
      default -> {}
    }
  }

  private void arguments(String text) {
    if (blockType.equals("tool_use") && !text.isEmpty()) {
      wholeInput = "";
      sayCall(argumentsOnly(text));
    }
  }

  /// A call whose input came whole at its start, or has none, still owes its arguments.
  private void endBlock() {
    if (blockType.equals("tool_use")) {
      arguments(wholeInput);
      calls++;
    }
    blockType = "";
  }

  private static ObjectNode argumentsOnly(String text) {
    return Json.object().set("function", Json.object().put("arguments", text));
  }

  private void sayCall(ObjectNode call) {
    ObjectNode delta = Json.object();
    delta.putArray("tool_calls").add(call.put("index", calls));
    say(delta);
  }

  private void text(String key, String text) {
    if (!text.isEmpty()) {
      say(Json.object().put(key, text));
    }
  }

  private void say(ObjectNode delta) {
    ObjectNode chunk = chunk();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("finish_reason");
    out.add(Sse.data(chunk));
  }

  private void finish() {
    ObjectNode last = chunk();
    ObjectNode choice = last.putArray("choices").addObject().put("index", 0);
    choice.putObject("delta");
    choice.put("finish_reason", StopReasons.toOpenAi(stopReason));
    out.add(Sse.data(last));
    if (usage.isCounted()) {
      ObjectNode counted = chunk();
      counted.putArray("choices");
      counted.set("usage", usage.openAi());
      out.add(Sse.data(counted));
    }
    out.add(Sse.DONE);
    over = true;
  }

  private void fail(ObjectNode error) {
    out.add(Sse.data(AnthropicError.toOpenAi(error)));
    over = true;
  }

  private ObjectNode chunk() {
    ObjectNode chunk = Json.object().put("id", id).put("object", "chat.completion.chunk");
    return chunk.put("created", created).put("model", model);
  }

  private List<String> drained() {
    List<String> events = List.copyOf(out);
    out.clear();
    return events;
  }
}
