package dev.pointsman.datasets.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.datasets.JsonLines;
import dev.pointsman.datasets.OutcomeFile;
import dev.pointsman.datasets.OutcomeRow;
import dev.pointsman.datasets.TableRow;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Canonical tables made earlier: read to be joined, every field kept.
final class Canonical implements Importer {

  private static final Set<String> READ =
      Set.of("id", "source", "task", "category", "prompt", "outcomes");

  @Override
  public void read(Path file, Consumer<TableRow> rows) {
    JsonLines.forEach(
        file,
        line -> {
          OutcomeRow row = OutcomeFile.row(line);
          Map<String, JsonNode> more = new LinkedHashMap<>();
          for (Map.Entry<String, JsonNode> field : line.object().properties()) {
            if (!READ.contains(field.getKey())) {
              more.put(field.getKey(), field.getValue());
            }
          }
          rows.accept(new TableRow(row, more));
        });
  }
}
