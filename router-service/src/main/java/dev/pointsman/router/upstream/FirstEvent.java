package dev.pointsman.router.upstream;

import dev.pointsman.router.openai.EventSplitter;
import dev.pointsman.router.openai.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/// Gathers a stream's first bytes until they hold an event that says something: some servers keep a
/// connection alive with comments while nobody answers yet, and some announce a failure only after
/// the status said all is well. One event loop.
final class FirstEvent {

  private final Buffer bytes = Buffer.buffer();
  private final EventSplitter splitter = new EventSplitter();
  private Optional<String> said = Optional.empty();

  /// Whether an event with data is there now.
  boolean feed(Buffer more) {
    bytes.appendBuffer(more);
    for (String event : splitter.feed(more.getBytes())) {
      String data = EventSplitter.data(event);
      if (said.isEmpty() && !data.isEmpty()) {
        said = Optional.of(data);
      }
    }
    return said.isPresent();
  }

  /// Everything gathered.
  Buffer bytes() {
    return bytes;
  }

  /// The first event is an error, in OpenAI's shape or Anthropic's.
  boolean isError() {
    return said.flatMap(Json::read).filter(tree -> tree.hasNonNull("error")).isPresent();
  }
}
