package dev.pointsman.eval.data;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import dev.pointsman.datasets.TableRow;
import dev.pointsman.datasets.importing.Columns;
import dev.pointsman.datasets.importing.FileNames;
import dev.pointsman.datasets.importing.Importer;
import dev.pointsman.datasets.importing.JsonItems;
import dev.pointsman.datasets.importing.Settings;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Any CSV, JSON Lines, JSON array or Parquet file with columns the user names; the file's ending
/// says which it is.
record ColumnsImporter(Settings settings) implements Importer {

  @Override
  public void read(Path file, Consumer<TableRow> rows) {
    Columns columns = new Columns(settings, FileNames.stem(file));
    Consumer<JsonFields> each = cells -> rows.accept(columns.row(cells));
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.gz$", "");
    switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "csv" -> DuckTable.forEach(file, DuckTable.Kind.CSV, each);
      case "parquet" -> DuckTable.forEach(file, DuckTable.Kind.PARQUET, each);
      case "jsonl", "ndjson", "json" -> JsonItems.forEach(file, each);
      default ->
          throw new BadInputException(
              file.toString(),
              "its name does not say what it is",
              "name it *.csv, *.jsonl, *.json or *.parquet (or .gz of the first three)");
    }
    columns.finish(file.toString());
  }
}
