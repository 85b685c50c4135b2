package dev.pointsman.eval.ope;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// Writes a log of flat rows with q_hat to measure on: `LogGenerator ROWS FILE`, JSONL or Parquet
/// by the file's name.
///
/// Four arms of true quality .5, .6, .7, .8 (a tenth more or less by a feature); the logging policy
/// draws them with .4, .3, .2, .1, the target with .1, .2, .3, .4, so the target is worth .7.
final class LogGenerator {

  private static final String ROWS =
      """
      SELECT list_extract([0.4, 0.3, 0.2, 0.1], arm + 1) AS propensity,
        (u2 < 0.5 + 0.1 * arm + 0.1 * x)::INT AS reward, arm::INT AS arm,
        [0.1, 0.2, 0.3, 0.4] AS target,
        list_transform([0.5, 0.6, 0.7, 0.8], lambda q: round(q + 0.08 * x, 4)) AS q_hat
      FROM (SELECT *, CASE WHEN u1 < 0.4 THEN 0 WHEN u1 < 0.7 THEN 1 WHEN u1 < 0.9 THEN 2
          ELSE 3 END AS arm
        FROM (SELECT (hash(i) % 1000003) / 1000003.0 AS u1,
            (hash(i + 5000000000) % 1000003) / 1000003.0 AS u2,
            2 * ((hash(i + 9000000000) % 1000003) / 1000003.0) - 1 AS x
          FROM range(:rows) r(i)))
      """;

  private LogGenerator() {}

  public static void main(String[] args) throws SQLException {
    write(Long.parseLong(args[0]), args[1]);
  }

  static void write(long rows, String file) throws SQLException {
    String format = file.endsWith(".parquet") ? "parquet" : "json";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY ("
              + ROWS.replace(":rows", Long.toString(rows))
              + ") TO '"
              + file
              + "' (FORMAT "
              + format
              + ")");
    }
  }
}
