package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.counting.Tokenizer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an answer has said so far, choice by choice: heard chunk by chunk or all at once, to be
/// counted should its provider count nothing.
///
/// Keeps at most 262,144 characters; what is beyond counts like what is kept. One thread.
public final class Spoken {

  private static final int MOST = 262_144;

  private final int most;

  private final Map<Integer, StringBuilder> words = new TreeMap<>();
  private final Map<Integer, StringBuilder> thoughts = new TreeMap<>();
  private final BitSet begun = new BitSet();
  private final BitSet finished = new BitSet();
  private long characters;
  private long kept;
  private int images;

  Spoken() {
    this(MOST);
  }

  private Spoken(int most) {
    this.most = most;
  }

  /// Everything a whole answer says.
  public static Spoken of(JsonNode completion) {
    Spoken spoken = new Spoken();
    spoken.hear(completion);
    return spoken;
  }

  /// A whole answer whose words need no counting: its images only.
  static Spoken imagesOf(JsonNode completion) {
    Spoken spoken = new Spoken(0);
    spoken.hear(completion);
    return spoken;
  }

  /// A whole answer's choices, or a chunk's; whether they said anything.
  boolean hear(JsonNode body) {
    long before = characters + images;
    for (JsonNode choice : body.path("choices")) {
      int index = Math.clamp(choice.path("index").asInt(0), 0, 127);
      begun.set(index);
      finished.set(index, finished.get(index) || choice.path("finish_reason").isTextual());
      message(index, choice.path("message"));
      message(index, choice.path("delta"));
    }
    return characters + images > before;
  }

  /// The first choice's words, without thoughts, as far as they are kept.
  public String text() {
    StringBuilder first = words.get(0);
    return first == null ? "" : first.toString();
  }

  /// Whether every choice that began said how it ended.
  boolean isFinished() {
    return !begun.isEmpty() && begun.equals(finished);
  }

  boolean isSilent() {
    return characters == 0;
  }

  int images() {
    return images;
  }

  /// Tokens of what was said, and of what was thought.
  record Counted(int words, int thoughts) {}

  Counted count(Tokenizer tokenizer) {
    return new Counted(
        scaled(tokenizer.count(List.copyOf(words.values()))),
        scaled(tokenizer.count(List.copyOf(thoughts.values()))));
  }

  private int scaled(int tokens) {
    double all = kept == 0 ? 0 : (double) tokens * characters / kept;
    return (int) Math.min(Integer.MAX_VALUE, all);
  }

  private void message(int index, JsonNode message) {
    content(index, message.path("content"));
    say(words, index, message.path("refusal"));
    say(words, index, message.path("audio").path("transcript"));
    JsonNode thought = message.path("reasoning_content");
    say(thoughts, index, thought.isTextual() ? thought : message.path("reasoning"));
    for (JsonNode call : message.path("tool_calls")) {
      call(index, call.path("function"));
    }
    call(index, message.path("function_call"));
    images += message.path("images").size();
  }

  private void call(int index, JsonNode function) {
    say(words, index, function.path("name"));
    say(words, index, function.path("arguments"));
  }

  /// A text, or a list of texts and thoughts, as Mistral has it.
  private void content(int index, JsonNode content) {
    say(words, index, content);
    for (JsonNode part : content) {
      say(words, index, part.path("text"));
      for (JsonNode thought : part.path("thinking")) {
        say(thoughts, index, thought.path("text"));
      }
    }
  }

  private void say(Map<Integer, StringBuilder> to, int index, JsonNode text) {
    if (!text.isTextual() || text.textValue().isEmpty()) {
      return;
    }
    String said = text.textValue();
    characters += said.length();
    int room = (int) Math.min(said.length(), most - kept);
    if (room > 0) {
      to.computeIfAbsent(index, first -> new StringBuilder()).append(said, 0, room);
      kept += room;
    }
  }
}
