package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.JsonLines;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.TableRow;
import java.nio.file.Path;
import java.util.function.Consumer;

/// HumanEval's JSON Lines (Chen et al. 2021, arXiv 2107.03374): `task_id`, `prompt`, `entry_point`,
/// `canonical_solution`, `test`. The tests are kept, for they are what an answer is held against.
final class HumanEval implements Importer {

  @Override
  public void read(Path file, Consumer<TableRow> rows) {
    JsonLines.forEach(file, line -> rows.accept(row(line)));
  }

  private static TableRow row(JsonFields line) {
    TableRow row =
        TableRow.question(
            line.where(),
            new OutcomeRow.Labels(line.text("task_id"), "HumanEval", "humaneval", "code"),
            line.text("prompt"));
    String solution = line.textOrNull("canonical_solution");
    return (solution == null ? row : row.with("reference", solution))
        .with("entry_point", line.text("entry_point"))
        .with("test", line.text("test"));
  }
}
