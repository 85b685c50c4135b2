package dev.pointsman.eval.archive;

import dev.pointsman.bandit.Arm;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.Duck;
import dev.pointsman.feedback.ArmFields;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.redis.RedisArchive;
import dev.pointsman.feedback.redis.RedisArchive.Stored;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisReader;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/// One run of the archive: rewards first, in parts of half a million, each marked in Redis when it
/// is on disk, then the decisions that are old enough. One thread.
final class Archiving {

  private static final int BATCH = 2_000;
  private static final int PART = 500_000;

  private final RedisConnection redis;
  private final RedisReader reader;
  private final String route;
  private final Instant before;

  /// Decisions made before this are copied.
  Archiving(RedisConnection redis, String route, Instant before) {
    this.redis = redis;
    this.reader = new RedisReader(redis);
    this.route = route;
    this.before = before;
  }

  /// `end` is the last entry in the archive.
  record Copied(long entries, long decisions, String end) {}

  private record Part(long entries, String end) {}

  Copied run(Path archive) throws SQLException {
    try (RedisArchive source = new RedisArchive(redis, route)) {
      List<Arm> arms =
          reader
              .firstArms(route)
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "--route " + route, "no router has served it", "name one of its routes"));
      ArchiveFolder folder = ArchiveFolder.make(archive, route);
      folder.keepArms(ArmFields.of(arms));
      String end = ends(folder).entry();
      long entries = 0;
      Part part;
      do {
        part = rewards(source, folder, end);
        entries += part.entries();
        end = part.end();
        if (!end.equals(RewardLog.BEGINNING)) {
          source.archived(end);
        }
      } while (part.entries() == PART);
      return new Copied(entries, decisions(folder), end);
    }
  }

  private static Part rewards(RedisArchive source, ArchiveFolder folder, String after)
      throws SQLException {
    long entries = 0;
    String end = after;
    try (RewardsPart part = new RewardsPart()) {
      List<Stored> batch = source.after(end, BATCH);
      while (!batch.isEmpty() && entries < PART) {
        for (Stored stored : batch) {
          part.add(stored);
        }
        entries += batch.size();
        end = batch.getLast().id();
        batch = source.after(end, BATCH);
      }
      if (entries > 0) {
        Path draft = folder.draft(RewardsPart.KIND);
        part.write(draft);
        folder.finish(draft, folder.newPart(RewardsPart.KIND));
      }
    }
    return new Part(entries, end);
  }

  private long decisions(ArchiveFolder folder) throws SQLException {
    List<Path> rewards = folder.parts(RewardsPart.KIND);
    if (rewards.isEmpty()) {
      return 0;
    }
    long from = ends(folder).decisionMillis() + 1;
    long[] copied = {0};
    try (DecisionsPart part = new DecisionsPart(rewards, reader.rule(route))) {
      reader.decisions(route, from, file -> copied[0] += add(part, file, from));
      if (copied[0] > 0) {
        Path draft = folder.draft(DecisionsPart.KIND);
        part.write(draft);
        folder.finish(draft, folder.newPart(DecisionsPart.KIND));
      }
    }
    return copied[0];
  }

  private int add(DecisionsPart part, DecisionFile file, long from) {
    long made = file.decision().tsMillis();
    if (made < from || made >= before.toEpochMilli()) {
      return 0;
    }
    try {
      part.add(file);
      return 1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How far a folder has come, by what is in it and what was before something was removed.
  static Ends ends(ArchiveFolder folder) throws SQLException {
    Optional<String> entry = last(folder, RewardsPart.KIND, "max_by(ms || '-' || seq, (ms, seq))");
    Optional<String> decision = last(folder, DecisionsPart.KIND, "max(ts_ms)");
    return folder
        .ends()
        .or(
            new Ends(
                entry.orElse(Ends.NONE.entry()),
                decision.map(Long::parseLong).orElse(Ends.NONE.decisionMillis())));
  }

  private static Optional<String> last(ArchiveFolder folder, String kind, String what)
      throws SQLException {
    List<Path> parts = folder.parts(kind);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    try (DuckDBConnection duck = Duck.open();
        Statement statement = duck.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CAST(%s AS VARCHAR) FROM %s".formatted(what, Duck.reading(parts)))) {
      row.next();
      return Optional.ofNullable(row.getString(1));
    }
  }
}
