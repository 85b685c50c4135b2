package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.features.Prompt;

/// The messages of a request, read for their text and shape.
///
/// `lastUser` is the text that asks: the user's last words, or the last message's when no user
/// spoke; `characters` counts the text of all messages.
record Conversation(
    String lastUser, int userTurns, int characters, Media media, Dialogue dialogue) {

  /// Throws a 400 when there are no messages or one of them is malformed.
  static Conversation of(Fields fields) {
    JsonNode messages =
        fields
            .list("messages")
            .orElseThrow(
                () ->
                    RequestFailure.badRequest(
                        "messages", "messages is missing; it must be a list of messages"));
    fields.require(messages, !messages.isEmpty(), "messages", "a list of at least one message");
    Reading reading = new Reading();
    for (int i = 0; i < messages.size(); i++) {
      reading.message(messages.get(i), "messages[" + i + "]");
    }
    return new Conversation(
        reading.asking(),
        reading.userTurns,
        reading.characters,
        reading.media,
        new Dialogue(reading.opening.toString(), reading.answered, reading.toolLoop));
  }

  Prompt prompt(boolean hasTools, boolean wantsStructure) {
    return new Prompt(
        lastUser, Math.max(1, userTurns), hasTools, media.images() > 0, wantsStructure);
  }

  int otherCharacters() {
    return characters - lastUser.length();
  }

  /// Gathers text message by message.
  private static final class Reading {
    private String lastUser = "";
    private String last = "";
    private int userTurns;
    private int characters;
    private Media media = Media.NONE;
    private final StringBuilder opening = new StringBuilder();
    private boolean answered;
    private boolean toolLoop;

    String asking() {
      return userTurns > 0 ? lastUser : last;
    }

    void message(JsonNode node, String name) {
      if (!(node instanceof ObjectNode message)) {
        throw RequestFailure.badRequest(name, name + " must be an object with role and content");
      }
      Fields fields = new Fields(message, name + ".");
      String role =
          fields
              .text("role", 64)
              .orElseThrow(
                  () -> RequestFailure.badRequest(name + ".role", name + ".role is missing"));
      last = content(fields, name);
      characters += last.length();
      answered |= role.equals("assistant");
      toolLoop = role.equals("tool") || (toolLoop && !role.equals("user"));
      if (userTurns == 0 && !answered) {
        opening.append(role).append('\n').append(last).append('\n');
      }
      if (role.equals("user")) {
        userTurns++;
        lastUser = last;
      }
    }

    private String content(Fields fields, String name) {
      JsonNode content = fields.value("content").orElse(null);
      if (content == null) {
        return "";
      }
      if (content.isTextual()) {
        return content.textValue();
      }
      fields.require(content, content.isArray(), "content", "a string or a list of parts");
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < content.size(); i++) {
        part(content.get(i), name + ".content[" + i + "]", text);
      }
      return text.toString();
    }

    private void part(JsonNode node, String name, StringBuilder text) {
      if (!(node instanceof ObjectNode part)) {
        throw RequestFailure.badRequest(name, name + " must be an object with a type");
      }
      Fields fields = new Fields(part, name + ".");
      String type =
          fields
              .text("type", 64)
              .orElseThrow(
                  () -> RequestFailure.badRequest(name + ".type", name + ".type is missing"));
      media = media.and(Media.of(part));
      toolLoop |= type.equals("tool_result");
      fields.text("text").ifPresent(words -> text.append(text.isEmpty() ? "" : "\n").append(words));
    }
  }
}
