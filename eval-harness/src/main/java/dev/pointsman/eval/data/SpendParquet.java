package dev.pointsman.eval.data;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.Duck;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A spend export as Parquet, through an in-memory DuckDB that loads nothing from the network.
///
/// The columns of FOCUS have the types that it asks for: decimals for costs and quantities, times
/// for periods, whole numbers for our own counts (`x_`), texts for the rest, and null where a cell
/// is empty. Other files are typed by what they hold.
final class SpendParquet {

  private static final String FOCUS = "BilledCost";

  private SpendParquet() {}

  /// How many rows it wrote. Throws {@link BadInputException}.
  static long write(Path csv, Path parquet) {
    try (Connection duck = Duck.open();
        Statement statement = duck.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      List<String> names = names(statement, csv);
      boolean isFocus = names.contains(FOCUS);
      String columns =
          isFocus ? String.join(", ", names.stream().map(SpendParquet::typed).toList()) : "*";
      return statement.executeLargeUpdate(
          "COPY (SELECT %s FROM %s) TO %s (FORMAT parquet)"
              .formatted(columns, reader(csv, isFocus), Duck.quoted(parquet)));
    } catch (SQLException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new BadInputException(
          csv.toString(), "cannot be turned into Parquet (" + first + ")", "export it again");
    }
  }

  private static List<String> names(Statement statement, Path csv) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet columns =
        statement.executeQuery("DESCRIBE SELECT * FROM " + reader(csv, true))) {
      while (columns.next()) {
        names.add(columns.getString(1));
      }
    }
    return names;
  }

  private static String reader(Path csv, boolean isText) {
    return "read_csv(%s, header = true, delim = ',', quote = '\"', escape = '\"', all_varchar = %s)"
        .formatted(Duck.quoted(csv), isText);
  }

  private static String typed(String name) {
    String column = '"' + name.replace("\"", "\"\"") + '"';
    return "CAST(" + column + " AS " + type(name) + ") AS " + column;
  }

  private static String type(String name) {
    if (name.startsWith("x_")) {
      return "BIGINT";
    }
    if (name.endsWith("Cost") || name.endsWith("Quantity")) {
      return "DECIMAL(30, 6)";
    }
    return name.endsWith("PeriodStart") || name.endsWith("PeriodEnd") ? "TIMESTAMPTZ" : "VARCHAR";
  }
}
