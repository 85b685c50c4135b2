package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The body of `POST /v1/messages`, to and from the body of a chat completion.
///
/// Both directions build a new tree and leave the given one alone. What the other shape cannot say
/// is a 400 naming it; fields neither API documents are ignored. Shapes: Anthropic's Messages API
/// (version 2023-06-01) and OpenAI's chat completions, as documented.
public final class AnthropicRequest {

  private AnthropicRequest() {}

  /// Prompt-caching marks (`cache_control`) are left out: they steer price, not the answer. The
  /// field `pointsman` is kept.
  public static ObjectNode toOpenAi(ObjectNode body) {
    return AnthropicToChat.body(body);
  }

  /// `defaultMaxTokens` is used when the client sets no limit, since Anthropic demands one. System
  /// and developer messages move to the front, wherever they stood.
  public static ObjectNode fromOpenAi(ObjectNode body, int defaultMaxTokens) {
    return ChatToAnthropic.body(body, defaultMaxTokens);
  }
}
