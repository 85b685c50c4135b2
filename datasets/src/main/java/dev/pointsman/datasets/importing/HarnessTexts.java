package dev.pointsman.datasets.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import org.jspecify.annotations.Nullable;

/// The texts in a sample of lm-evaluation-harness, whose form differs by version and kind of task.
final class HarnessTexts {

  private static final String FINAL = "#### ";
  private static final int LONGEST_ANSWER = 200;

  private HarnessTexts() {}

  /// What the model was sent: `arguments` is a list of lists, or since 0.4.3
  /// `{"gen_args_0":{"arg_0":..}}`.
  static String prompt(JsonFields line) {
    JsonNode arguments = line.object().path("arguments");
    JsonNode first = arguments.isObject() ? arguments.path("gen_args_0") : arguments.path(0);
    JsonNode text = first.isObject() ? first.path("arg_0") : first.path(0);
    if (!text.isTextual()) {
      throw new BadInputException(
          line.where(), "arguments hold no prompt", "give a log made with --log_samples");
    }
    return text.textValue();
  }

  /// The key: `target`, or where that is a choice's index the choice. Empty when there is none.
  static String reference(JsonFields line) {
    JsonNode target = line.object().path("target");
    JsonNode choices = line.object().path("doc").path("choices");
    JsonNode texts = choices.isObject() ? choices.path("text") : choices;
    boolean isIndex = target.isInt() || target.asText().matches("\\d{1,2}");
    if (isIndex && texts.path(target.asInt()).isTextual()) {
      return texts.path(target.asInt()).textValue();
    }
    String text = target.isValueNode() && !target.isNull() ? target.asText() : "";
    return text.substring(text.lastIndexOf(FINAL) < 0 ? 0 : after(text)).strip();
  }

  /// GSM8K's targets end in the number, after the working.
  private static int after(String text) {
    return text.lastIndexOf(FINAL) + FINAL.length();
  }

  /// What the model wrote; empty for tasks that only compare likelihoods.
  static String reply(JsonFields line) {
    JsonNode text = line.object().path("resps").path(0).path(0);
    return text.isTextual() && !isComparison(line) ? text.textValue() : "";
  }

  /// The answer the harness cut out, or the letter of the likeliest choice; null where neither is.
  static @Nullable String answer(JsonFields line) {
    JsonNode filtered = line.object().path("filtered_resps");
    if (!isComparison(line)) {
      JsonNode first = filtered.path(0);
      JsonNode text = first.isArray() ? first.path(0) : first;
      boolean isUsable = text.isTextual() && text.textValue().length() <= LONGEST_ANSWER;
      return isUsable ? text.textValue().strip() : null;
    }
    int best = 0;
    for (int i = 1; i < filtered.size(); i++) {
      if (filtered.path(i).path(0).asDouble() > filtered.path(best).path(0).asDouble()) {
        best = i;
      }
    }
    return filtered.size() <= Options.MOST ? Options.letter(best) : null;
  }

  /// Likelihoods are pairs of a number and whether it was the greedy choice.
  private static boolean isComparison(JsonFields line) {
    JsonNode first = line.object().path("filtered_resps").path(0);
    return first.isArray() && first.size() == 2 && first.path(1).asText().matches("(?i)true|false");
  }
}
