package dev.pointsman.router.counting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// How many tokens a request's prompt has: the texts of its messages and tools, what frames them,
/// its images and its audio. Of an embeddings request, all its inputs.
///
/// The frame is OpenAI's: three tokens and the role a message, three before the answer; a name and
/// tools as its cookbook counts them. Audio is ten tokens a second, files are not counted.
public final class PromptTokens {

  private static final int A_MESSAGE = 4;
  private static final int BEFORE_THE_ANSWER = 3;
  private static final int A_NAME = 1;
  private static final int A_CALL = 3;
  private static final int AUDIO_SECOND = 10;

  private final ImageTokens images;
  private final List<String> texts = new ArrayList<>();
  private long frame;

  private PromptTokens(ImageTokens images) {
    this.images = images;
  }

  /// `body` is a chat completion's or an embeddings request's; images count as `images` says.
  public static int of(JsonNode body, Tokenizer tokenizer, ImageTokens images) {
    PromptTokens prompt = new PromptTokens(images);
    if (body.has("messages")) {
      prompt.chat(body);
    } else {
      prompt.inputs(body.path("input"));
    }
    long tokens = tokenizer.count(prompt.texts) + prompt.frame;
    return (int) Math.min(Integer.MAX_VALUE, tokens);
  }

  /// Tokens of so much audio.
  public static int ofAudio(double seconds) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(seconds * AUDIO_SECOND));
  }

  private void chat(JsonNode body) {
    for (JsonNode message : body.path("messages")) {
      frame += A_MESSAGE;
      content(message.path("content"));
      if (message.path("name").isTextual()) {
        frame += A_NAME;
        text(message.path("name"));
      }
      for (JsonNode call : message.path("tool_calls")) {
        frame += A_CALL;
        text(call.path("function").path("name"));
        text(call.path("function").path("arguments"));
      }
    }
    frame += BEFORE_THE_ANSWER;
    frame += ToolTokens.read(body.path("tools"), texts);
  }

  private void content(JsonNode content) {
    if (content.isTextual()) {
      text(content);
      return;
    }
    for (JsonNode part : content) {
      part(part);
    }
  }

  private void part(JsonNode part) {
    String type = part.path("type").asText("");
    if (type.startsWith("image")) {
      frame += images.of(part);
    } else if (type.equals("input_audio")) {
      frame += ofAudio(Wav.seconds(part.path("input_audio").path("data").asText("")));
    } else if (type.equals("tool_use")) {
      frame += A_CALL;
      text(part.path("name"));
      texts.add(part.path("input").toString());
    } else {
      text(part.path("text"));
      text(part.path("thinking"));
      content(part.path("content"));
    }
  }

  /// A text, token numbers, or a list of either.
  private void inputs(JsonNode input) {
    if (input.isTextual()) {
      text(input);
    } else if (input.isNumber()) {
      frame++;
    } else {
      input.forEach(this::inputs);
    }
  }

  private void text(JsonNode text) {
    if (text.isTextual()) {
      texts.add(text.textValue());
    }
  }
}
