package dev.pointsman.eval.archive;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.eval.Duck;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.redis.RedisArchive.Stored;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Entries of `rewards` on their way into one Parquet file: `entry` is the record itself, bit for
/// bit; the other columns say of it what queries ask for. One thread.
final class RewardsPart implements AutoCloseable {

  static final String KIND = "rewards";

  private final DuckDBConnection duck;
  private final DuckDBAppender rows;

  RewardsPart() throws SQLException {
    this.duck = Duck.open();
    try (Statement statement = duck.createStatement()) {
      statement.execute(
          """
          CREATE TABLE entries (
            ms BIGINT, seq BIGINT, decision_id VARCHAR, ts_ms BIGINT, kind VARCHAR, arm VARCHAR,
            drawn_arm VARCHAR, propensity DOUBLE, "lambda" DOUBLE, reward DOUBLE, weight DOUBLE,
            input_tokens DOUBLE, output_tokens DOUBLE, latency_ms DOUBLE, cost_micro_usd BIGINT,
            holdout BOOLEAN, shadow BOOLEAN, entry BLOB)
          """);
    }
    this.rows = duck.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "entries");
  }

  void add(Stored stored) throws SQLException {
    String[] id = stored.id().split("-", 2);
    rows.beginRow().append(Long.parseLong(id[0])).append(Long.parseLong(id[1]));
    Optional<RewardEntry> entry = read(stored);
    if (entry.isPresent()) {
      add(entry.get());
    } else {
      rows.append((String) null).append((Long) null).append("corrupt");
      nulls(12);
    }
    rows.append(stored.entry()).endRow();
  }

  private void add(RewardEntry entry) throws SQLException {
    RewardEntry.Facts facts = entry.facts();
    rows.append(entry.decisionId()).append(entry.tsMillis());
    switch (entry.lesson()) {
      case Lesson.Usage usage -> {
        draw("outcome", usage.arm(), facts);
        nulls(2);
        rows.append(usage.inputTokens()).append(usage.outputTokens()).append(usage.latencyMs());
      }
      case Lesson.Graded graded -> {
        boolean isWhole = graded.part() == Lesson.Part.WHOLE;
        draw(isWhole ? "reward" : "reward of a leg", graded.arm(), facts);
        rows.append(graded.reward()).append(graded.weight());
        nulls(3);
      }
      case Lesson.Verified verified -> {
        draw("verified", verified.arm(), facts);
        rows.append(verified.accepted() ? 1.0 : 0.0);
        nulls(4);
      }
      case Lesson.Arms _ -> {
        draw("arms", "", facts);
        nulls(5);
      }
      case Lesson.At _ -> {
        draw("order", "", facts);
        nulls(5);
      }
    }
    rows.append(facts.costMicroUsd()).append(facts.holdout()).append(facts.shadow());
  }

  private void draw(String kind, String arm, RewardEntry.Facts facts) throws SQLException {
    rows.append(kind).append(arm).append(facts.arm());
    rows.append(facts.propensity()).append(facts.lambda());
  }

  private void nulls(int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      rows.appendNull();
    }
  }

  void write(Path file) throws SQLException {
    rows.flush();
    try (Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM entries ORDER BY ms, seq) TO "
              + Duck.quoted(file)
              + " (FORMAT parquet, COMPRESSION zstd)");
    }
  }

  private static Optional<RewardEntry> read(Stored stored) {
    try {
      return Optional.of(RewardCodec.parse(stored.id(), stored.entry(), Optional.empty()));
    } catch (IllegalArgumentException corrupt) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    duck.close();
  }
}
