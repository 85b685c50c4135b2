package dev.pointsman.eval.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.eval.Duck;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.DecisionJson;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.SamplingWeight;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Decisions on their way into one Parquet file: `record` is what `export decisions` writes,
/// features and all, with the reward that was taught; the other columns say of it what queries ask
/// for. One thread.
final class DecisionsPart implements AutoCloseable {

  static final String KIND = "decisions";

  private final DuckDBConnection duck;
  private final DuckDBAppender rows;
  private final RewardRule rule;

  /// `rewards` are the archive's, as far as it has come; `rule` says how probable labels were.
  DecisionsPart(List<Path> rewards, RewardRule rule) throws SQLException {
    this.duck = Duck.open();
    this.rule = rule;
    try (Statement statement = duck.createStatement()) {
      statement.execute(
          """
          CREATE TABLE decisions (
            ts_ms BIGINT, decision_id VARCHAR, arm VARCHAR, propensity DOUBLE, routable BOOLEAN,
            session VARCHAR, cost_micro_usd BIGINT, record VARCHAR)
          """);
      statement.execute(
          """
          CREATE TABLE taught AS
          SELECT decision_id, arg_max(reward, (ms, seq)) AS reward, arg_max(weight, (ms, seq)) AS weight
          FROM %s WHERE kind = 'reward' AND NOT shadow GROUP BY decision_id
          """
              .formatted(Duck.reading(rewards)));
    }
    this.rows = duck.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "decisions");
  }

  void add(DecisionFile file) throws SQLException {
    ObjectNode record = DecisionJson.of(file, true);
    record.remove("reward");
    SamplingWeight.of(rule, file.feedback()).ifPresent(weight -> record.put("weight", weight));
    rows.beginRow()
        .append(file.decision().tsMillis())
        .append(file.decision().id())
        .append(file.decision().arm())
        .append(file.decision().propensity())
        .append(file.decision().routable())
        .append(file.decision().session());
    if (file.outcome().isPresent()) {
      rows.append(file.outcome().get().costMicroUsd());
    } else {
      rows.appendNull();
    }
    rows.append(record.toString()).endRow();
  }

  void write(Path file) throws SQLException {
    rows.flush();
    try (Statement statement = duck.createStatement()) {
      statement.execute(
          """
          COPY (
            SELECT d.* EXCLUDE record, t.reward, t.weight,
              left(record, -1) || ',"reward":' || CASE WHEN t.reward IS NULL THEN 'null' ELSE
                '{"value":' || t.reward || ',"weight":' || t.weight || ',"version":%d}' END || '}' AS record
            FROM decisions d LEFT JOIN taught t USING (decision_id) ORDER BY ts_ms, decision_id
          ) TO %s (FORMAT parquet, COMPRESSION zstd)
          """
              .formatted(RewardRule.VERSION, Duck.quoted(file)));
    }
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    duck.close();
  }
}
