package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.Optional;

/// How hard a model shall think: OpenAI's `reasoning_effort`, Anthropic's `output_config.effort`
/// and `thinking`.
///
/// The words are ordinal advice in both APIs, so the nearest one is taken where a word is missing:
/// minimal is low, max is xhigh. A thinking budget becomes low below 4096 tokens, medium below
/// 16384, else high; `thinking` disabled and adaptive say nothing by themselves.
final class Effort {

  private static final int MEDIUM_BUDGET = 4096;
  private static final int HIGH_BUDGET = 16384;

  private Effort() {}

  static Optional<String> toChat(Fields anthropic, Optional<String> effort) {
    Optional<String> budget = anthropic.object("thinking").flatMap(Effort::ofThinking);
    return effort
        .map(
            word ->
                word.equals("max") ? "xhigh" : word(word, "output_config.effort", ", xhigh or max"))
        .or(() -> budget);
  }

  /// Sets `output_config.effort`, or `thinking` where the effort is none.
  static void toAnthropic(String effort, ObjectNode anthropic) {
    switch (effort) {
      case "none" -> anthropic.set("thinking", Json.object().put("type", "disabled"));
      case "minimal" -> config(anthropic).put("effort", "low");
      default ->
          config(anthropic)
              .put("effort", word(effort, "reasoning_effort", ", xhigh, minimal or none"));
    }
  }

  static ObjectNode config(ObjectNode anthropic) {
    return anthropic.withObjectProperty("output_config");
  }

  private static Optional<String> ofThinking(ObjectNode thinking) {
    Fields fields = new Fields(thinking, "thinking.");
    return switch (Parts.required(fields, "type")) {
      case "disabled", "adaptive" -> Optional.empty();
      case "enabled" -> {
        int budget = fields.integer("budget_tokens", 1, Integer.MAX_VALUE).orElse(MEDIUM_BUDGET);
        String atLeastMedium = budget < HIGH_BUDGET ? "medium" : "high";
        yield Optional.of(budget < MEDIUM_BUDGET ? "low" : atLeastMedium);
      }
      default ->
          throw RequestFailure.badRequest(
              "thinking.type", "thinking.type must be enabled, adaptive or disabled");
    };
  }

  private static String word(String effort, String name, String others) {
    return switch (effort) {
      case "low", "medium", "high", "xhigh" -> effort;
      default ->
          throw RequestFailure.badRequest(name, name + " must be low, medium, high" + others);
    };
  }
}
