package dev.pointsman.datasets.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.JsonLines;
import dev.pointsman.datasets.Outcome;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.Shown;
import dev.pointsman.datasets.TableRow;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A router's exported decision log with prompts: one row a labelled decision, with the outcome of
/// the arm that was chosen. The others were never asked, so such a table serves to warm up or to
/// fit features, not to compare models on equal rows; `eval ope` does that.
final class Decisions implements Importer {

  @Override
  public void read(Path file, Consumer<TableRow> rows) {
    int[] labelled = {0};
    JsonLines.forEach(
        file,
        line -> {
          if (isLabelled(line)) {
            rows.accept(row(line));
            labelled[0]++;
          }
        });
    if (labelled[0] == 0) {
      throw new BadInputException(
          file.toString(), "no decision has a reward", "export after feedback has come in");
    }
  }

  private static boolean isLabelled(JsonFields line) {
    line.text("decision_id");
    JsonNode reward = line.object().path("reward");
    return !reward.isMissingNode() && !reward.isNull();
  }

  private static TableRow row(JsonFields line) {
    String prompt = line.textOrNull("prompt");
    if (prompt == null) {
      throw new BadInputException(
          line.where(),
          "the decision holds no prompt",
          "log prompts at the router, or use eval ope, which needs none");
    }
    String route = line.textOrNull("route");
    String label = route == null ? "unknown" : route;
    return TableRow.question(
            line.where(),
            new OutcomeRow.Labels(line.text("decision_id"), "decisions", label, label),
            prompt)
        .with(line.text("arm"), outcome(line));
  }

  private static Outcome outcome(JsonFields line) {
    JsonNode reward = line.object().path("reward");
    JsonFields rewards = new JsonFields(line.where(), "reward: ", reward);
    double score = reward.isObject() ? rewards.required("value", 1) : line.required("reward", 1);
    JsonNode outcome = line.object().path("outcome");
    JsonNode tokens = outcome.path("tokens");
    return new Outcome(
        score,
        number(line, tokens, "input", 1),
        number(line, tokens, "output", 1),
        number(line, outcome, "cost_micro_usd", 1e6),
        number(line, outcome, "latency_ms", 1e3),
        null,
        outcome.path("estimated").asBoolean());
  }

  /// NaN where the log holds none.
  private static double number(JsonFields line, JsonNode object, String field, double unit) {
    JsonNode node = object.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Double.NaN;
    }
    if (!node.isNumber() || !(node.doubleValue() >= 0)) {
      throw new BadInputException(
          line.where(),
          "outcome: " + field + " must be a number >= 0, was " + Shown.number(node.asText()),
          "correct it");
    }
    return node.doubleValue() / unit;
  }
}
