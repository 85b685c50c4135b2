package dev.pointsman.eval.archive;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.Duck;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/// A route's archived `rewards`, read as a replica reads the stream: a fold over it gives the same
/// learner, bit for bit. Read in order, each entry costs no new query. One thread.
public final class ArchivedRewards implements RewardLog {

  private final ArchiveFolder folder;
  private final Optional<String> featureSchema;
  private final DuckDBConnection duck;
  private final Statement statement;
  private final String end;
  private ResultSet rows;
  private String at = BEGINNING;

  private ArchivedRewards(ArchiveFolder folder, Optional<String> featureSchema)
      throws SQLException {
    this.folder = folder;
    this.featureSchema = featureSchema;
    this.duck = Duck.open();
    this.statement = duck.createStatement();
    this.end = lastId();
    this.rows = rowsAfter(BEGINNING);
  }

  /// `featureSchema`: entries whose features are of another count as corrupt.
  static ArchivedRewards open(ArchiveFolder folder, Optional<String> featureSchema) {
    if (folder.parts(RewardsPart.KIND).isEmpty()) {
      throw new BadInputException(
          folder.path().toString(), "holds no rewards", "give a folder that `archive` has written");
    }
    try {
      return new ArchivedRewards(folder, featureSchema);
    } catch (SQLException e) {
      throw unreadable(folder, e);
    }
  }

  @Override
  public List<RewardEntry> readAfter(String id, int max, long waitMillis) {
    List<RewardEntry> entries = new ArrayList<>();
    try {
      if (!id.equals(at)) {
        rows.close();
        rows = rowsAfter(id);
        at = id;
      }
      while (entries.size() < max && rows.next()) {
        at = rows.getLong(1) + "-" + rows.getLong(2);
        entries.add(RewardCodec.read(at, bytes(rows), featureSchema));
      }
      return entries;
    } catch (SQLException e) {
      throw unreadable(folder, e);
    }
  }

  /// The last entry in the archive.
  String end() {
    return end;
  }

  @Override
  public RewardLog under(String other) {
    return featureSchema.equals(Optional.of(other)) ? this : open(folder, Optional.of(other));
  }

  @Override
  public void close() {
    try {
      duck.close();
    } catch (SQLException e) {
      throw unreadable(folder, e);
    }
  }

  private String lastId() throws SQLException {
    String last = query("max_by(ms || '-' || seq, (ms, seq))", "true");
    try (ResultSet row = statement.executeQuery(last)) {
      row.next();
      return row.getString(1);
    }
  }

  private ResultSet rowsAfter(String id) throws SQLException {
    String[] parts = id.split("-", 2);
    long ms = Long.parseLong(parts[0]);
    long seq = Long.parseLong(parts[1]);
    String after = "ms > %d OR (ms = %d AND seq > %d)".formatted(ms, ms, seq);
    return statement.executeQuery(query("ms, seq, entry", after) + " ORDER BY ms, seq");
  }

  private String query(String what, String where) {
    String from = Duck.reading(folder.parts(RewardsPart.KIND));
    return "SELECT %s FROM %s WHERE %s".formatted(what, from, where);
  }

  private static byte[] bytes(ResultSet row) throws SQLException {
    Blob entry = row.getBlob(3);
    return entry.getBytes(1, (int) entry.length());
  }

  private static BadInputException unreadable(ArchiveFolder folder, SQLException e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new BadInputException(
        folder.path().toString(), "cannot be read (" + reason + ")", "archive it anew");
  }
}
