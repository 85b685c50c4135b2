package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Shape;
import dev.pointsman.router.openai.Usage;
import java.util.Optional;

/// A whole answer of an upstream, and the same in its client's words.
public final class ApiAnswer {

  private ApiAnswer() {}

  /// The answer as a chat completion; `createdSeconds` is its time in seconds since 1970.
  public static ObjectNode completion(Shape shape, ObjectNode answer, long createdSeconds) {
    return shape == Shape.ANTHROPIC ? AnthropicAnswer.toOpenAi(answer, createdSeconds) : answer;
  }

  /// What the client gets, given what was used; empty where it gets the upstream's own bytes.
  public static Optional<ObjectNode> changed(
      ApiRequest request, Shape shape, ObjectNode completion, Usage usage) {
    if (request.isSpokenBy(shape)) {
      return Optional.empty();
    }
    if (usage.estimated()) {
      completion.set("usage", usage.json());
    }
    return Optional.of(
        switch (request.api()) {
          case CHAT, EMBEDDINGS -> completion;
          case MESSAGES -> AnthropicAnswer.fromOpenAi(completion);
          case RESPONSES -> ResponsesAnswer.of(completion, request.original());
        });
  }

  /// An upstream's error in the client's words; empty where it is in them already.
  public static Optional<ObjectNode> error(
      ApiRequest request, Shape shape, ObjectNode error, int status) {
    boolean anthropicClient = request.api() == Api.MESSAGES;
    if (anthropicClient == (shape == Shape.ANTHROPIC)) {
      return Optional.empty();
    }
    return Optional.of(
        anthropicClient
            ? AnthropicError.fromOpenAi(error, status)
            : AnthropicError.toOpenAi(error));
  }
}
