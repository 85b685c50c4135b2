package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import java.util.function.Consumer;

/// A streamed chat completion as Anthropic's events.
///
/// `message_start` comes before anything was counted, so it carries an estimate of the input; the
/// last `message_delta` has the upstream's counts, and the gateway's stamp where the usage chunk
/// has one. `reasoning_content` is left out, see {@link AnthropicAnswer}. One thread.
public final class ChunksToAnthropic extends ChunkTranslator {

  public ChunksToAnthropic(int estimatedInputTokens) {
    super(out -> new Writer(estimatedInputTokens, out));
  }

  /// Writes what the reader hears.
  private static final class Writer implements ChunkReader.Listener {

    private final int estimatedInputTokens;
    private final Consumer<ObjectNode> out;
    private String id = "";
    private boolean refuses;

    Writer(int estimatedInputTokens, Consumer<ObjectNode> out) {
      this.estimatedInputTokens = estimatedInputTokens;
      this.out = out;
    }

    @Override
    public void started(String messageId, String model, long created) {
      id = messageId;
      AnthropicUsage usage = AnthropicUsage.ofInput(estimatedInputTokens);
      ObjectNode message = Json.object().put("id", id).put("type", "message");
      message.put("role", "assistant").put("model", model).putArray("content");
      message.putNull("stop_reason").putNull("stop_sequence").set("usage", usage.anthropic());
      out.accept(event("message_start").set("message", message));
    }

    @Override
    public void opened(Block block) {
      refuses |= block.kind() == Block.Kind.REFUSAL;
      ObjectNode start =
          block.kind() == Block.Kind.CALL
              ? ToolCalls.anthropic(callId(block), block.name(), Json.object())
              : Parts.text("");
      ObjectNode event = event("content_block_start", block);
      out.accept(event.set("content_block", start));
    }

    @Override
    public void grew(Block block, String more) {
      ObjectNode delta =
          block.kind() == Block.Kind.CALL
              ? Json.object().put("type", "input_json_delta").put("partial_json", more)
              : Json.object().put("type", "text_delta").put("text", more);
      ObjectNode event = event("content_block_delta", block);
      out.accept(event.set("delta", delta));
    }

    @Override
    public void closed(Block block) {
      out.accept(event("content_block_stop", block));
    }

    @Override
    public void finished(ChunkReader.Ending ending) {
      ObjectNode last = event("message_delta");
      last.putObject("delta")
          .put("stop_reason", StopReasons.toAnthropic(ending.reason(), ending.hasCalls(), refuses))
          .putNull("stop_sequence");
      last.set("usage", AnthropicUsage.ofOpenAi(ending.usage()).anthropic());
      ending.pointsman().ifPresent(stamp -> last.set("pointsman", stamp));
      out.accept(last);
      out.accept(event("message_stop"));
    }

    @Override
    public void failed(ObjectNode error) {
      out.accept(AnthropicError.fromOpenAi(error, 0));
    }

    private String callId(Block block) {
      return block.id().isEmpty() ? "toolu_" + id + "_" + block.index() : block.id();
    }
  }

  private static ObjectNode event(String type, Block block) {
    return event(type).put("index", block.index());
  }

  private static ObjectNode event(String type) {
    return Json.object().put("type", type);
  }
}
