package dev.pointsman.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Streams the rows of one canonical outcome table, gzipped or plain JSONL, checking each field.
///
/// One line is in memory at a time. The first bad row ends the reading with a {@link
/// BadInputException} that names file and line.
public final class OutcomeFile {

  private OutcomeFile() {}

  public static void forEach(Path file, Consumer<OutcomeRow> each) {
    JsonLines.forEach(file, fields -> each.accept(row(fields)));
  }

  /// One row, checked.
  public static OutcomeRow row(JsonFields fields) {
    String id = fields.text("id");
    if (id.isBlank()) {
      throw new BadInputException(fields.where(), "id is blank", "give each row an id of its own");
    }
    var labels =
        new OutcomeRow.Labels(
            id, fields.text("source"), fields.text("task"), fields.text("category"));
    String prompt = fields.text("prompt");
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : fields.child("outcomes").properties()) {
      outcomes.put(entry.getKey(), outcome(fields.where(), entry.getKey(), entry.getValue()));
    }
    return new OutcomeRow(fields.where(), labels, prompt, outcomes);
  }

  private static Outcome outcome(String where, String model, JsonNode node) {
    String path = "outcome of " + model + ": ";
    if (!node.isObject()) {
      throw new BadInputException(where, path + "must be an object", "give {\"score\": ...}");
    }
    JsonFields fields = new JsonFields(where, path, node);
    return new Outcome(
        fields.required("score", 1),
        fields.count("in_tok"),
        fields.count("out_tok"),
        fields.number("cost_usd", Double.MAX_VALUE),
        fields.number("latency_s", Double.MAX_VALUE),
        fields.textOrNull("answer"),
        node.path("est").asInt() == 1);
  }
}
