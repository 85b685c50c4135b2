package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Shape;
import dev.pointsman.router.openai.EventSplitter;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.StreamMeter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Carries one streamed answer from its upstream's shape to its client's, event by event, and has
/// it metered on the way. Events of the client's own shape are relayed as they came, save what the
/// meter adds or holds back. One instance a stream, one thread.
public final class StreamPipe {

  private final Optional<AnthropicEvents> toChunks;
  private final Optional<EventTranslator> fromChunks;
  private final boolean same;
  private final StreamMeter meter;
  private final Supplier<ObjectNode> stamp;
  private final EventSplitter splitter = new EventSplitter();
  private Optional<ObjectNode> held = Optional.empty();

  /// `stamp` makes the `pointsman` object of an answer that is metered beside its relaying.
  public StreamPipe(
      ApiRequest request, Shape shape, StreamMeter meter, Supplier<ObjectNode> stamp, Start start) {
    boolean anthropic = shape == Shape.ANTHROPIC;
    this.meter = meter;
    this.stamp = stamp;
    this.same = anthropic && request.api() == Api.MESSAGES;
    this.toChunks =
        anthropic ? Optional.of(new AnthropicEvents(start.createdSeconds())) : Optional.empty();
    this.fromChunks =
        switch (request.api()) {
          case CHAT, EMBEDDINGS -> Optional.empty();
          case MESSAGES -> Optional.of(new ChunksToAnthropic(start.inputTokens()));
          case RESPONSES -> Optional.of(new ChunksToResponses(request.original()));
        };
  }

  /// When the answer began, in seconds since 1970, and how long its prompt is thought to be.
  public record Start(long createdSeconds, int inputTokens) {}

  /// What the client gets for one event of the upstream; empty for nothing.
  public String take(String event) {
    List<String> chunks = toChunks.map(t -> t.translate(event)).orElseGet(() -> List.of(event));
    String translated = metered(chunks, "");
    toChunks.flatMap(AnthropicEvents::justCounted).ifPresent(meter::count);
    return same ? relayed(event) : translated;
  }

  /// What the client is still owed when the upstream's bytes have ended.
  public String atEnd() {
    boolean failedBefore = meter.failed();
    List<String> chunks = toChunks.map(EventTranslator::atEnd).orElseGet(List::of);
    String last = metered(chunks, "");
    if (same) {
      boolean cut = meter.failed() && !failedBefore;
      return stamped() + (cut ? failure(Failures.openAiCut()) : "");
    }
    return last
        + metered(List.of(), meter.atEnd())
        + joined(fromChunks.map(EventTranslator::atEnd));
  }

  /// The last event of an answer that failed; `error` is OpenAI's error body.
  public String failure(ObjectNode error) {
    if (same) {
      return Sse.typed(AnthropicError.fromOpenAi(error, 0));
    }
    String event = Sse.data(error);
    return fromChunks.map(t -> String.join("", t.translate(event))).orElse(event);
  }

  private String metered(List<String> chunks, String more) {
    StringBuilder relayed = new StringBuilder();
    chunks.forEach(chunk -> relayed.append(meter.relay(chunk)));
    relayed.append(more);
    if (fromChunks.isEmpty() || same || relayed.isEmpty()) {
      return relayed.toString();
    }
    StringBuilder said = new StringBuilder();
    for (String chunk : splitter.feed(relayed.toString().getBytes(StandardCharsets.UTF_8))) {
      said.append(joined(Optional.of(fromChunks.get().translate(chunk))));
    }
    return said.toString();
  }

  /// Anthropic's `message_delta` has the usage, which counts as final only with the event after it:
  /// it waits for that one.
  private String relayed(String event) {
    String before = stamped();
    if (event.contains("message_delta")) {
      held =
          Json.read(EventSplitter.data(event))
              .filter(tree -> tree.path("type").asText().equals("message_delta"));
    }
    return held.isPresent() ? before : before + event;
  }

  private String stamped() {
    String event =
        held.map(tree -> Sse.typed((ObjectNode) tree.set("pointsman", stamp.get()))).orElse("");
    held = Optional.empty();
    return event;
  }

  private static String joined(Optional<List<String>> events) {
    return events.map(all -> String.join("", all)).orElse("");
  }
}
