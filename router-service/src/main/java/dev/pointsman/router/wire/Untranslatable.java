package dev.pointsman.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.RequestFailure;

/// Refuses what one wire shape can say and another cannot: a 400 that names the feature, never a
/// field dropped in silence.
final class Untranslatable {

  static final String ANTHROPIC = "the Anthropic Messages API";
  static final String CHAT = "OpenAI chat completions";

  private Untranslatable() {}

  static RequestFailure failure(String param, String feature, String target) {
    return RequestFailure.badRequest(
        param, feature + " cannot be translated to " + target + "; leave it out");
  }

  /// Throws for the first of these fields that asks for something: null, false, an empty list and
  /// an empty object ask for nothing.
  static void refuse(Fields fields, String target, String... keys) {
    for (String key : keys) {
      if (fields.value(key).filter(Untranslatable::asks).isPresent()) {
        throw failure(fields.name(key), fields.name(key), target);
      }
    }
  }

  /// Throws when a number is there and is not the one that changes nothing.
  static void refuseUnless(double neutral, Fields fields, String target, String... keys) {
    for (String key : keys) {
      if (fields.number(key).orElse(neutral) != neutral) {
        throw failure(fields.name(key), fields.name(key), target);
      }
    }
  }

  private static boolean asks(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return value.isValueNode() || !value.isEmpty();
  }
}
