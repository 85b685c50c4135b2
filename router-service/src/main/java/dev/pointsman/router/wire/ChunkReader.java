package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.EventSplitter;
import dev.pointsman.router.openai.Json;
import java.util.Optional;

/// Reads the events of a streamed chat completion and tells a listener when the answer begins, what
/// it says, and how it ends: at `[DONE]`, or where the bytes end after a `finish_reason`. Only the
/// first choice is read. One thread.
final class ChunkReader {

  /// Hears the answer's milestones; after `finished` or `failed` nothing follows.
  interface Listener extends BlockSink {

    void started(String id, String model, long created);

    void finished(Ending ending);

    /// `error` is OpenAI's error body.
    void failed(ObjectNode error);
  }

  /// How the answer ended: OpenAI's reason, its `usage` (missing when not counted), the gateway's
  /// own stamp beside it, and whether tools are called.
  record Ending(String reason, JsonNode usage, Optional<JsonNode> pointsman, boolean hasCalls) {}

  private final Listener listener;
  private final ChunkBlocks blocks;
  private JsonNode usage = Json.object().path("usage");
  private Optional<JsonNode> pointsman = Optional.empty();
  private String reason = "";
  private boolean started;
  private boolean over;

  ChunkReader(Listener listener) {
    this.listener = listener;
    this.blocks = new ChunkBlocks(listener);
  }

  void read(String event) {
    if (over) {
      return;
    }
    String data = EventSplitter.data(event);
    if (data.equals("[DONE]")) {
      finish();
      return;
    }
    Json.read(data).ifPresent(this::chunk);
  }

  void atEnd() {
    if (over) {
      return;
    }
    if (reason.isEmpty()) {
      fail(Failures.openAiCut());
    } else {
      finish();
    }
  }

  boolean isOver() {
    return over;
  }

  private void chunk(ObjectNode chunk) {
    if (chunk.hasNonNull("error")) {
      fail(chunk);
      return;
    }
    start(chunk);
    if (chunk.path("usage").isObject()) {
      usage = chunk.path("usage");
    }
    pointsman = Optional.ofNullable(chunk.get("pointsman")).or(() -> pointsman);
    for (JsonNode choice : chunk.path("choices")) {
      if (choice.path("index").asInt(0) == 0) {
        blocks.delta(choice.path("delta"));
        reason = choice.path("finish_reason").asText(reason);
      }
    }
  }

  private void start(JsonNode chunk) {
    if (!started) {
      started = true;
      listener.started(
          chunk.path("id").asText(""),
          chunk.path("model").asText(""),
          chunk.path("created").asLong(0));
    }
  }

  private void finish() {
    start(Json.object());
    blocks.finish();
    over = true;
    listener.finished(new Ending(reason, usage, pointsman, blocks.hasCalls()));
  }

  private void fail(ObjectNode error) {
    over = true;
    listener.failed(error);
  }
}
