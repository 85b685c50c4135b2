package dev.pointsman.eval.archive;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.FailedException;
import dev.pointsman.feedback.FeedbackTokens;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisReader;
import dev.pointsman.feedback.redis.RedisStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `archive`: copies what a route's log has got since the last time to Parquet, beside the router.
@Command(
    name = "archive",
    description = {
      "Copies a route's log to Parquet; again, it goes on where it ended.",
      "Afterwards removes from the archive what --keep and --forget say."
    })
public final class ArchiveCommand implements Callable<Integer> {

  @Option(
      names = "--redis",
      paramLabel = "URL",
      description = "The router's redis.url. Default: the embedded one of --data-dir.")
  private String redis = RedisConnection.EMBEDDED;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "The router's server.data_dir (default: ${DEFAULT-VALUE}); a demo's folder.")
  private Path dataDir = Path.of("");

  @Option(
      names = "--route",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "Which route's (default: ${DEFAULT-VALUE}).")
  private String route = "";

  @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where to.")
  private @Nullable Path out;

  @Option(
      names = "--settled",
      paramLabel = "DURATION",
      defaultValue = "PT1H",
      description =
          "How old a decision's record must be to be copied, as it is then (default:"
              + " ${DEFAULT-VALUE}); rewards that come later are copied all the same.")
  private Duration settled = Duration.ZERO;

  @Option(
      names = "--keep",
      paramLabel = "DURATION",
      description = "Afterwards remove what is older, such as P400D. Default: nothing.")
  private @Nullable Duration keep;

  @Option(
      names = "--forget",
      paramLabel = "NAME",
      description =
          "Afterwards remove this user's decisions, what they taught, and the user's feedback. Run"
              + " it before `forget --principal`, which takes from Redis what tells whose is"
              + " whose.")
  private @Nullable String forget;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (keep != null && (keep.isNegative() || keep.isZero())) {
      throw new BadInputException("--keep " + keep, "is no time", "give one such as P400D");
    }
    if (!route.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new BadInputException("--route " + route, "is no route's name", "give one of yours");
    }
    try (RedisConnection connection = RedisConnection.visit(redis, data())) {
      Archiving archiving = new Archiving(connection, route, Instant.now().minus(settled));
      Path folder = out == null ? Path.of("") : out;
      Archiving.Copied copied = archiving.run(folder);
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %d entries of rewards, %d decisions copied; the archive ends at %s%n",
              out, copied.entries(), copied.decisions(), copied.end());
      remove(connection, ArchiveFolder.make(folder, route));
      return 0;
    } catch (RedisStartException e) {
      throw new BadInputException("--redis " + redis, String.valueOf(e.getMessage()), "mend that");
    } catch (StoreAwayException | SQLException e) {
      throw new FailedException("the archive could not go on: " + e.getMessage());
    }
  }

  private void remove(RedisConnection connection, ArchiveFolder folder) throws SQLException {
    if (keep == null && forget == null) {
      return;
    }
    try (Erasure erasure = new Erasure(folder)) {
      if (keep != null) {
        tell("older than " + keep, erasure.before(Instant.now().minus(keep).toEpochMilli()));
      }
      if (forget != null) {
        tell("of the user", forgotten(connection, erasure, forget));
      }
    }
  }

  private Erasure.Removed forgotten(RedisConnection connection, Erasure erasure, String user)
      throws SQLException {
    byte[] secret = connection.sharedSecret("feedback-tokens", FeedbackTokens::newSecret);
    InstantSource clock = InstantSource.system();
    String principal = new FeedbackTokens(secret, Duration.ofHours(1), clock).principal(user);
    Set<String> recent = new HashSet<>();
    new RedisReader(connection)
        .decisions(
            route,
            0,
            file -> {
              if (file.decision().contract().getOrDefault("user", "").equals(user)) {
                recent.add(file.decision().id());
              }
            });
    return erasure.of(user, principal, recent);
  }

  private void tell(String which, Erasure.Removed removed) {
    spec.commandLine()
        .getOut()
        .printf(
            "removed what is %s: %d entries of rewards, %d decisions, feedback on %d others%n",
            which, removed.rewards(), removed.decisions(), removed.edited());
  }

  /// Of a demo, the one folder below that holds a Redis.
  private Path data() {
    if (!redis.equals(RedisConnection.EMBEDDED) || Files.isDirectory(dataDir.resolve("redis"))) {
      return dataDir;
    }
    try (var below = Files.list(dataDir)) {
      var found = below.filter(child -> Files.isDirectory(child.resolve("redis"))).toList();
      if (found.size() == 1) {
        return found.getFirst();
      }
    } catch (IOException e) {
      // Said below.
    }
    throw new BadInputException(
        "--data-dir " + dataDir, "no router has kept data there", "name its server.data_dir");
  }
}
