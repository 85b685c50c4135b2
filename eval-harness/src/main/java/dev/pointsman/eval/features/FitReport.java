package dev.pointsman.eval.features;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pointsman.eval.TextTable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `features fit` did: no prompt is in it.
record FitReport(
    String out,
    @JsonProperty("schema_hash") String schemaHash,
    String embedding,
    int prompts,
    @JsonProperty("labels_from") String labelsFrom,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double silhouette,
    @JsonProperty("held_out_accuracy") double heldOut,
    Map<String, Integer> tasks) {

  String text() {
    TextTable table = new TextTable().row("task", "prompts");
    tasks.forEach((task, count) -> table.row(task, Integer.toString(count)));
    return table
        + "%n%s: %d tasks from %s, %d prompts, embedding %s, schema %s%n"
            .formatted(out, tasks.size(), labelsFrom, prompts, embedding, schemaHash)
        + "held out: the task of %s of the prompts is named rightly%n"
            .formatted(TextTable.share(heldOut));
  }
}
