package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts the deltas of chat completion chunks, which may grow text and several calls in turns, into
/// blocks that follow one another.
///
/// Text is passed on as it comes. The first call is too; whatever comes beside an open call waits
/// until the answer has ended, which costs a client nothing: it can run its calls only then. Calls
/// are told apart by `index`; where a server leaves the index out or always says 0, a new `id` with
/// a name begins a new call. Calls that never get a name are dropped. One thread.
final class ChunkBlocks {

  private final BlockSink sink;
  private final List<Block> calls = new ArrayList<>();
  private final List<Integer> callIndexes = new ArrayList<>();
  private final List<Block> waiting = new ArrayList<>();
  private Optional<Block> open = Optional.empty();
  private int opened;

  ChunkBlocks(BlockSink sink) {
    this.sink = sink;
  }

  /// One choice's `delta`.
  void delta(JsonNode delta) {
    text(Block.Kind.TEXT, delta.path("content").asText(""));
    text(Block.Kind.REFUSAL, delta.path("refusal").asText(""));
    for (JsonNode call : delta.path("tool_calls")) {
      call(call);
    }
  }

  /// Closes what is open and says what waited.
  void finish() {
    close();
    for (Block block : waiting) {
      if (block.kind() != Block.Kind.CALL || !block.name().isEmpty()) {
        open(block);
        close();
      }
    }
    waiting.clear();
  }

  boolean hasCalls() {
    return !calls.isEmpty();
  }

  private void text(Block.Kind kind, String more) {
    if (more.isEmpty()) {
      return;
    }
    if (open.isPresent() && open.get().kind() == Block.Kind.CALL) {
      waitingText(kind).append(more);
      return;
    }
    if (open.isEmpty() || open.get().kind() != kind) {
      close();
      open(new Block(kind));
    }
    open.ifPresent(block -> grow(block, more));
  }

  private void call(JsonNode delta) {
    JsonNode function = delta.path("function");
    Block block = calledBy(delta);
    block.named(delta.path("id").asText(""), function.path("name").asText(""));
    boolean aCallIsOpen = open.isPresent() && open.get().kind() == Block.Kind.CALL;
    if (!aCallIsOpen && !block.name().isEmpty()) {
      close();
      waiting.remove(block);
      open(block);
    }
    String more = function.path("arguments").asText("");
    if (!more.isEmpty()) {
      grow(block, more);
    }
  }

  private Block calledBy(JsonNode delta) {
    String id = delta.path("id").asText("");
    boolean begins = !delta.path("function").path("name").asText("").isEmpty();
    int index = delta.path("index").asInt(id.isEmpty() ? lastIndex() : -1);
    for (int i = calls.size() - 1; i >= 0; i--) {
      Block block = calls.get(i);
      boolean otherId = !id.isEmpty() && !block.id().isEmpty() && !id.equals(block.id());
      if (callIndexes.get(i) == index && !(otherId && begins)) {
        return block;
      }
    }
    Block block = new Block(Block.Kind.CALL);
    calls.add(block);
    callIndexes.add(index);
    waiting.add(block);
    return block;
  }

  private int lastIndex() {
    return callIndexes.isEmpty() ? 0 : callIndexes.getLast();
  }

  private Block waitingText(Block.Kind kind) {
    for (Block block : waiting) {
      if (block.kind() == kind) {
        return block;
      }
    }
    Block block = new Block(kind);
    waiting.add(block);
    return block;
  }

  private void open(Block block) {
    block.openAt(opened++);
    open = Optional.of(block);
    sink.opened(block);
    if (!block.text().isEmpty()) {
      sink.grew(block, block.text());
    }
  }

  private void grow(Block block, String more) {
    block.append(more);
    if (open.isPresent() && open.get() == block) {
      sink.grew(block, more);
    }
  }

  private void close() {
    open.ifPresent(sink::closed);
    open = Optional.empty();
  }
}
