package dev.pointsman.router.wire;

/// One block of a streamed answer while it grows: a stretch of text, a refusal, or a call of a tool
/// with its arguments as JSON text. One thread.
final class Block {

  /// What a block holds.
  enum Kind {
    TEXT,
    REFUSAL,
    CALL
  }

  private final Kind kind;
  private final StringBuilder text = new StringBuilder();
  private String id = "";
  private String name = "";
  private int index = -1;

  Block(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /// The call's id; empty when the upstream gave none.
  String id() {
    return id;
  }

  /// The tool's name.
  String name() {
    return name;
  }

  /// The place in the answer, from 0; -1 until the block is opened.
  int index() {
    return index;
  }

  /// All that was said so far.
  String text() {
    return text.toString();
  }

  void named(String callId, String toolName) {
    id = id.isEmpty() ? callId : id;
    name = name.isEmpty() ? toolName : name;
  }

  void openAt(int place) {
    index = place;
  }

  void append(String more) {
    text.append(more);
  }
}
