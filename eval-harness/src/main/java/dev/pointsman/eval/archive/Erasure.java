package dev.pointsman.eval.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pointsman.eval.Duck;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/// Removes from a route's archive what is old, or what is of one person. A part that holds any of
/// it is written anew beside the old one and takes its place; how far the archive has come is kept
/// first, so that nothing is copied again. What the route was told of arms and orders stays: it is
/// of nobody. One thread.
final class Erasure implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OF_NOBODY = "kind IN ('arms', 'order')";

  private final ArchiveFolder folder;
  private final DuckDBConnection duck;

  Erasure(ArchiveFolder folder) throws SQLException {
    this.folder = folder;
    this.duck = Duck.open();
    run("CREATE TABLE gone (decision_id VARCHAR PRIMARY KEY)");
    run("CREATE TABLE edited (decision_id VARCHAR PRIMARY KEY, record VARCHAR)");
  }

  /// How many rows were removed; of decisions, how many lost only signals.
  record Removed(long rewards, long decisions, long edited) {}

  /// Everything from before a time, epoch milliseconds.
  Removed before(long millis) throws SQLException {
    return remove("ms < " + millis + " AND NOT " + OF_NOBODY, "ts_ms < " + millis);
  }

  /// A user's decisions, here or among `others`, and what these taught; and what the user, by name
  /// or as this principal, said on the answers to others. What a reward of theirs rests on stays.
  Removed of(String user, String principal, Set<String> others) throws SQLException {
    for (String id : others) {
      mark("INSERT OR IGNORE INTO gone VALUES (?)", id);
    }
    for (Path part : folder.parts(DecisionsPart.KIND)) {
      for (String name : List.of(user, principal)) {
        for (String record : holding(part, quoted(name))) {
          read(record, user, principal);
        }
      }
    }
    String isGone = "decision_id IN (SELECT decision_id FROM gone)";
    return remove(isGone, isGone);
  }

  private List<String> holding(Path part, String text) throws SQLException {
    List<String> records = new ArrayList<>();
    try (PreparedStatement rows =
        duck.prepareStatement(
            "SELECT record FROM " + reading(part) + " WHERE contains(record, ?)")) {
      rows.setString(1, text);
      try (ResultSet row = rows.executeQuery()) {
        while (row.next()) {
          records.add(row.getString(1));
        }
      }
    }
    return records;
  }

  private void read(String record, String user, String principal) throws SQLException {
    JsonNode json = parsed(record);
    String id = json.path("decision_id").asText();
    if (json.path("contract").path("user").asText().equals(user)) {
      mark("INSERT OR IGNORE INTO gone VALUES (?)", id);
      return;
    }
    boolean isEdited = false;
    for (String signals : List.of("feedback", "grades")) {
      for (Iterator<JsonNode> each = json.path(signals).elements(); each.hasNext(); ) {
        if (List.of(user, principal).contains(each.next().path("principal").asText())) {
          each.remove();
          isEdited = true;
        }
      }
    }
    if (isEdited) {
      mark("INSERT OR IGNORE INTO edited VALUES (?, ?)", id, json.toString());
    }
  }

  private Removed remove(String rewards, String decisions) throws SQLException {
    folder.keepEnds(Archiving.ends(folder));
    long entries = 0;
    for (Path part : folder.parts(RewardsPart.KIND)) {
      long gone = count(part, rewards);
      entries += gone;
      if (gone > 0) {
        rewrite(
            part,
            RewardsPart.KIND,
            "SELECT * FROM %s WHERE NOT (" + rewards + ") ORDER BY ms, seq");
      }
    }
    long rows = 0;
    long edited = 0;
    for (Path part : folder.parts(DecisionsPart.KIND)) {
      long gone = count(part, decisions);
      long lighter =
          count(
              part, "decision_id IN (SELECT decision_id FROM edited) AND NOT (" + decisions + ")");
      rows += gone;
      edited += lighter;
      if (gone + lighter > 0) {
        rewrite(
            part,
            DecisionsPart.KIND,
            """
            SELECT p.* REPLACE (coalesce(e.record, p.record) AS record)
            FROM (SELECT * FROM %s WHERE NOT (\
            """
                + decisions
                + ")) p LEFT JOIN edited e USING (decision_id) ORDER BY ts_ms, decision_id");
      }
    }
    return new Removed(entries, rows, edited);
  }

  private void rewrite(Path part, String kind, String rows) throws SQLException {
    Path draft = folder.draft(kind);
    run(
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd)"
            .formatted(rows.formatted(reading(part)), Duck.quoted(draft)));
    folder.finish(draft, part);
  }

  private long count(Path part, String rows) throws SQLException {
    try (Statement statement = duck.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM %s WHERE %s".formatted(reading(part), rows))) {
      row.next();
      return row.getLong(1);
    }
  }

  private void mark(String insert, String... values) throws SQLException {
    try (PreparedStatement statement = duck.prepareStatement(insert)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = duck.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String reading(Path part) {
    return Duck.reading(List.of(part));
  }

  private static JsonNode parsed(String record) {
    try {
      return JSON.readTree(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("`archive` wrote a record that is no JSON", e);
    }
  }

  /// As it stands in a record.
  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  @Override
  public void close() throws SQLException {
    duck.close();
  }
}
