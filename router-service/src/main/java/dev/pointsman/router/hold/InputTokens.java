package dev.pointsman.router.hold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// Counts what a model may count at most of a request's input, whatever its tokenizer: not exactly,
/// and rather too much. O(characters).
///
/// A word of letters is a token for every four, a long one (a key, encoded data) for every two;
/// digits are one for every two, any other sign and any letter beyond ASCII one each. An image is
/// 2,000 tokens whatever its size, other attachments one for every 16 characters of their code.
final class InputTokens {

  private static final Set<String> READ =
      Set.of(
          "messages",
          "input",
          "instructions",
          "system",
          "tools",
          "functions",
          "response_format",
          "text",
          "prediction");
  private static final Set<String> IMAGES = Set.of("image", "image_url", "input_image");
  private static final int IMAGE = 2_000;
  private static final int A_MESSAGE = 8;
  private static final int LONG_WORD = 24;
  private static final int ATTACHMENT = 4_096;
  private static final int SIGNS_AN_ATTACHED_TOKEN = 16;

  private long tokens;

  private InputTokens() {}

  /// Of a request's body, in any API's shape.
  static long most(ObjectNode body) {
    InputTokens count = new InputTokens();
    for (var entry : body.properties()) {
      if (READ.contains(entry.getKey())) {
        count.add(entry.getValue());
      }
    }
    return count.tokens;
  }

  private void add(JsonNode node) {
    if (node.isTextual()) {
      text(node.textValue());
    } else if (node.isObject()) {
      object((ObjectNode) node);
    } else if (node.isArray()) {
      node.forEach(this::add);
    } else {
      tokens++;
    }
  }

  private void object(ObjectNode node) {
    if (IMAGES.contains(node.path("type").asText(""))) {
      tokens += IMAGE;
      return;
    }
    tokens += A_MESSAGE;
    for (var entry : node.properties()) {
      text(entry.getKey());
      add(entry.getValue());
    }
  }

  private void text(String text) {
    if (text.length() > ATTACHMENT && text.substring(0, ATTACHMENT).indexOf(' ') < 0) {
      tokens += text.length() / SIGNS_AN_ATTACHED_TOKEN;
      return;
    }
    int letters = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean isDigit = c >= '0' && c <= '9';
      if (!isLetter) {
        tokens += word(letters);
        letters = 0;
      }
      if (!isDigit) {
        tokens += (digits + 1) / 2;
        digits = 0;
      }
      letters += isLetter ? 1 : 0;
      digits += isDigit ? 1 : 0;
      tokens += isLetter || isDigit || c == ' ' ? 0 : 1;
    }
    tokens += word(letters) + (digits + 1) / 2;
  }

  private static int word(int letters) {
    return letters > LONG_WORD ? (letters + 1) / 2 : (letters + 3) / 4;
  }
}
