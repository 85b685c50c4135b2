package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.ModelProvider;
import dev.pointsman.router.config.RouterConfig.Shape;

/// Bounds the output that a request asks for, in the field its upstream heeds.
final class OutputLimit {

  private static final String MAX_TOKENS = "max_tokens";
  private static final String[] FIELDS = {MAX_TOKENS, "max_completion_tokens"};
  private static final int LEAST_THINKING = 1_024;

  private OutputLimit() {}

  /// Lowers, or sets, the limit of a body that is about to be sent.
  static void set(ObjectNode body, int most, ModelProvider provider) {
    if (provider.shape() == Shape.ANTHROPIC) {
      body.put(MAX_TOKENS, most);
      think(body, most);
      return;
    }
    boolean isSaid = false;
    for (String field : FIELDS) {
      if (body.hasNonNull(field)) {
        body.put(field, most);
        isSaid = true;
      }
    }
    // A server that knows the old field may not heed the new one; OpenAI's refuse both at once.
    if (!isSaid || provider.limitField().equals(MAX_TOKENS)) {
      body.put(provider.limitField(), most);
    }
  }

  /// Anthropic's thinking is part of the output and must leave some of it.
  private static void think(ObjectNode body, int most) {
    if (!(body.get("thinking") instanceof ObjectNode thinking)
        || thinking.path("budget_tokens").asInt(0) < most) {
      return;
    }
    if (most / 2 < LEAST_THINKING) {
      body.remove("thinking");
      return;
    }
    body.set("thinking", thinking.deepCopy().put("budget_tokens", most / 2));
  }
}
