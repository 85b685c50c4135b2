package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Shape;
import java.util.Optional;

/// A whole answer of an upstream.
///
/// `completion` is what is read of it, as a chat completion; `changed` what the client gets, empty
/// where it gets the upstream's own bytes.
public record ApiAnswer(ObjectNode completion, Optional<ObjectNode> changed) {

  /// `createdSeconds` is the time of the answer in seconds since 1970.
  public static ApiAnswer of(
      ApiRequest request, Shape shape, ObjectNode answer, long createdSeconds) {
    boolean anthropic = shape == Shape.ANTHROPIC;
    ObjectNode completion = anthropic ? AnthropicAnswer.toOpenAi(answer, createdSeconds) : answer;
    if (request.isSpokenBy(shape)) {
      return new ApiAnswer(completion, Optional.empty());
    }
    ObjectNode changed =
        switch (request.api()) {
          case CHAT, EMBEDDINGS -> completion;
          case MESSAGES -> AnthropicAnswer.fromOpenAi(completion);
          case RESPONSES -> ResponsesAnswer.of(completion, request.original());
        };
    return new ApiAnswer(completion, Optional.of(changed));
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
