package dev.pointsman.eval.ope;

import dev.pointsman.datasets.BadInputException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Predicate;

/// Flat rows as DuckDB columns of numbers, lists spread out, so that a row costs no object. One
/// thread.
final class FlatColumns {

  private static final int MOST_ARMS = 1_000;
  private static final int FIRST_LIST = 9;

  private final Set<String> columns;
  private final String clusterField;
  private double[] target = LogRow.NONE;
  private double[] qualities = LogRow.NONE;

  private FlatColumns(Set<String> columns, String clusterField) {
    this.columns = columns;
    this.clusterField = clusterField;
  }

  static FlatColumns of(Path file, Set<String> columns, Clustering clustering) {
    for (String needed : new String[] {"propensity", "reward", "arm"}) {
      if (!columns.contains(needed)) {
        throw new BadInputException(
            file.toString(),
            "has no column " + needed,
            "its columns are " + String.join(", ", columns.stream().sorted().toList()));
      }
    }
    return new FlatColumns(columns, clustering.field());
  }

  void forEach(Statement statement, String from, LogRow row, Predicate<LogRow> each)
      throws SQLException {
    int targets = longest(statement, from, "target", row);
    int guesses = longest(statement, from, "q_hat", row);
    try (ResultSet rows = statement.executeQuery(select(targets, guesses) + from)) {
      while (rows.next()) {
        row.line++;
        row.clear();
        read(rows, row);
        target = list(rows, FIRST_LIST, rows.getInt(7), target);
        row.target = target;
        qualities = list(rows, FIRST_LIST + targets, rows.getInt(8), qualities);
        row.qualities = qualities;
        row.check();
        if (!each.test(row)) {
          return;
        }
      }
    }
  }

  private int longest(Statement statement, String from, String column, LogRow row)
      throws SQLException {
    if (!columns.contains(column)) {
      return 0;
    }
    try (ResultSet rows = statement.executeQuery("SELECT max(len(" + column + "))" + from)) {
      int most = rows.next() ? rows.getInt(1) : 0;
      if (most > MOST_ARMS) {
        throw row.bad(column + " has " + most + " entries", "at most " + MOST_ARMS + " are read");
      }
      return most;
    }
  }

  private String select(int targets, int guesses) {
    StringBuilder sql = new StringBuilder("SELECT propensity::DOUBLE, reward::DOUBLE, arm::DOUBLE");
    sql.append(", ").append(or("weight", "weight::DOUBLE", "1.0"));
    sql.append(", ").append(or(clusterField, clusterField + "::VARCHAR", "''"));
    sql.append(", ").append(or("routable", "routable::BOOLEAN", "true"));
    sql.append(", ").append(or("target", "coalesce(len(target), 0)::INTEGER", "0"));
    sql.append(", ").append(or("q_hat", "coalesce(len(q_hat), 0)::INTEGER", "0"));
    for (int i = 1; i <= targets; i++) {
      sql.append(", target[").append(i).append("]::DOUBLE");
    }
    for (int i = 1; i <= guesses; i++) {
      sql.append(", q_hat[").append(i).append("]::DOUBLE");
    }
    return sql.toString();
  }

  private String or(String column, String expression, String otherwise) {
    return columns.contains(column) ? expression : otherwise;
  }

  private static void read(ResultSet rows, LogRow row) throws SQLException {
    row.propensity = number(rows, 1);
    row.reward = number(rows, 2);
    row.isLabelled = !rows.wasNull();
    double arm = number(rows, 3);
    if (arm != Math.rint(arm) || Math.abs(arm) > Integer.MAX_VALUE) {
      throw row.bad("arm was " + arm, "it must be a whole number: the arm's index");
    }
    row.arm = (int) arm;
    row.weight = number(rows, 4);
    String cluster = rows.getString(5);
    row.cluster = cluster == null ? "" : cluster;
    row.isRoutable = rows.getBoolean(6) || rows.wasNull();
  }

  private static double number(ResultSet rows, int column) throws SQLException {
    double value = rows.getDouble(column);
    return rows.wasNull() ? Double.NaN : value;
  }

  private static double[] list(ResultSet rows, int first, int size, double[] into)
      throws SQLException {
    double[] list = into.length == size ? into : new double[size];
    for (int i = 0; i < size; i++) {
      list[i] = number(rows, first + i);
    }
    return list;
  }
}
