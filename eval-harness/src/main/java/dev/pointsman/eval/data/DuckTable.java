package dev.pointsman.eval.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonFields;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Consumer;

/// Streams the rows of a CSV or Parquet file through an in-memory DuckDB, each as a JSON object.
///
/// Cells of CSV stay texts as they stand; empty ones are null. DuckDB may touch nothing but the
/// staged copy, loads no extension, and uses one thread, so that rows keep their order.
final class DuckTable {

  /// Which reader of DuckDB reads it.
  enum Kind {
    CSV(
        ".csv",
        "read_csv('%s', header = true, skip = 0, all_varchar = true, delim = ',', quote = '\"',"
            + " escape = '\"', strict_mode = true, sample_size = 1, max_line_size = 16777216)"),
    PARQUET(".parquet", "read_parquet('%s')");

    private final String ending;
    private final String reader;

    Kind(String ending, String reader) {
      this.ending = ending;
      this.reader = reader;
    }
  }

  /// No column is likely to be called so; it would hide the row.
  private static final String ROW = "\"the whole row\"";

  private static final ObjectMapper JSON = new ObjectMapper();

  private DuckTable() {}

  static void forEach(Path file, Kind kind, Consumer<JsonFields> each) {
    int rows = 0;
    try (Staged staged = Staged.of(file, kind.ending, Staged.MOST_BYTES);
        Connection duck = connect(staged);
        Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery(query(kind, staged))) {
      while (result.next()) {
        rows++;
        String where = file + ": row " + rows;
        each.accept(new JsonFields(where, "", JSON.readTree(result.getString(1))));
      }
    } catch (SQLException e) {
      throw new BadInputException(
          file + ": row " + (rows + 1) + " or later",
          "cannot be read as " + kind + " (" + reason(e) + ")",
          "check that it is whole and of that kind");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    if (rows == 0) {
      throw new BadInputException(file.toString(), "holds no rows", "give a file with rows");
    }
  }

  private static Connection connect(Staged staged) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", "1GB");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allowed_directories", "['" + quoted(staged.folder()) + "']");
    settings.setProperty("enable_external_access", "false");
    settings.setProperty("jdbc_stream_results", "true");
    return DriverManager.getConnection("jdbc:duckdb:", settings);
  }

  private static String query(Kind kind, Staged staged) {
    return "SELECT CAST(to_json("
        + ROW
        + ") AS VARCHAR) FROM "
        + kind.reader.formatted(quoted(staged.file()))
        + " "
        + ROW;
  }

  private static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }

  /// The first line of what DuckDB says, without the path of the staged copy.
  private static String reason(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Maximum line size")) {
      return "a row is longer than 16 MiB";
    }
    if (message.contains("sniffing")) {
      return "its rows differ in their number of columns, or a quote is never closed";
    }
    String first = message.lines().filter(line -> !line.isBlank()).findFirst().orElse(message);
    return first
        .replaceAll("( (of|in|for))?( file)? \"?[^\"\\s]*pointsman-import[^\"\\s]*\"?", "")
        .strip();
  }
}
