package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// A streamed chat completion as typed events of another API: a writer of that API hears what the
/// chunks say, and what it writes goes out with the event that made it. One thread.
abstract class ChunkTranslator implements EventTranslator {

  private final List<String> out;
  private final ChunkReader reader;

  /// `writer` is given where its events go.
  ChunkTranslator(Function<Consumer<ObjectNode>, ChunkReader.Listener> writer) {
    List<String> events = new ArrayList<>();
    this.out = events;
    this.reader = new ChunkReader(writer.apply(event -> events.add(Sse.typed(event))));
  }

  @Override
  public final List<String> translate(String event) {
    if (Sse.isComment(event)) {
      return reader.isOver() ? List.of() : List.of(event);
    }
    reader.read(event);
    return drained();
  }

  @Override
  public final List<String> atEnd() {
    reader.atEnd();
    return drained();
  }

  private List<String> drained() {
    List<String> events = List.copyOf(out);
    out.clear();
    return events;
  }
}
