package dev.pointsman.eval.ope;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.Duck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// A log in Parquet, streamed through an in-memory DuckDB that may use 512 MB and loads nothing
/// from the network.
///
/// Flat rows come as columns of numbers; decision records are turned into JSON again, or are, in an
/// archive's column `record`.
final class ParquetLog implements LogSource {

  private final Path file;
  private final Clustering clustering;
  private final String from;

  ParquetLog(Path file, Clustering clustering) {
    this.file = file;
    this.clustering = clustering;
    this.from = " FROM read_parquet(" + Duck.quoted(file) + ") t";
  }

  @Override
  public void forEach(Predicate<LogRow> each) {
    LogRow row = new LogRow(file);
    try (Connection connection = Duck.open();
        Statement statement = connection.createStatement()) {
      Set<String> columns = columns(statement);
      if (columns.contains("record")) {
        decisions(statement, "record", row, each);
      } else if (columns.contains("probabilities") || columns.contains("decision_id")) {
        decisions(statement, "CAST(to_json(t) AS VARCHAR)", row, each);
      } else {
        FlatColumns flat = FlatColumns.of(file, columns, clustering);
        flat.forEach(statement, from, row, each);
      }
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new BadInputException(
          row.line == 0 ? file.toString() : file + ":" + (row.line + 1),
          "cannot be read as Parquet (" + message + ")",
          "write the file again, or give JSONL");
    } catch (IOException e) {
      throw row.bad("not a decision record (" + e.getMessage() + ")", "export the log again");
    }
    if (row.line == 0) {
      throw new BadInputException(file.toString(), "holds no rows", "give a log with rows");
    }
  }

  private Set<String> columns(Statement statement) throws SQLException {
    Set<String> columns = new HashSet<>();
    try (ResultSet rows = statement.executeQuery("DESCRIBE SELECT *" + from)) {
      while (rows.next()) {
        columns.add(rows.getString(1));
      }
    }
    return columns;
  }

  private void decisions(Statement statement, String json, LogRow row, Predicate<LogRow> each)
      throws SQLException, IOException {
    DecisionJson reader = new DecisionJson(clustering);
    try (ResultSet rows = statement.executeQuery("SELECT " + json + from)) {
      while (rows.next()) {
        row.line++;
        row.clear();
        reader.read(rows.getString(1).getBytes(StandardCharsets.UTF_8), row);
        row.check();
        if (!each.test(row)) {
          return;
        }
      }
    }
  }
}
