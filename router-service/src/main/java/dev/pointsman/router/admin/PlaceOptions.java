package dev.pointsman.router.admin;

import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisTable;
import dev.pointsman.router.config.ConfigFile;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.ConfigSource;
import dev.pointsman.router.config.Overlay;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.reload.LiveConfig;
import dev.pointsman.router.reload.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say which router is meant: by its configuration, or by the folder in which a demo
/// keeps its data and, beside it, its configuration.
class PlaceOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The router's pointsman.yaml; its secrets must be in the environment.")
  private @Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "In place of --config: the folder a demo was given (./.pointsman).")
  private @Nullable Path dataDir;

  /// A router's configuration and where its data lies.
  record Store(ConfigSource source, RouterConfig config, Path data) {

    /// A connection to its events, beside the router where that runs.
    RedisConnection connect() {
      return RedisConnection.visit(config.redis().url(), data);
    }

    /// The configuration as routers serve it: the file with the changes made at run time. Throws
    /// {@link ConfigProblem} when these do not fit the file any more.
    RouterConfig served(RedisConnection redis) {
      Shared changes = new Shared(new RedisTable(redis, LiveConfig.TABLE));
      Overlay overlay = Overlay.of(changes.read().entries());
      return source.load(source.text().get(), overlay).config();
    }
  }

  boolean isNamed() {
    return config != null || dataDir != null;
  }

  /// Throws {@link ConfigProblem} unless one of the two is given.
  Store store() {
    if ((config == null) == (dataDir == null)) {
      throw new ConfigProblem(
          "say which router: --config pointsman.yaml, or --data-dir with a demo's folder");
    }
    if (config != null) {
      ConfigSource source = ConfigSource.file(config);
      RouterConfig read = source.alone();
      return new Store(source, read, read.server().dataDir());
    }
    Path file = configIn(dataDir);
    ConfigSource source = ConfigSource.file(file);
    return new Store(source, source.alone(), folderOf(file));
  }

  private static Path configIn(@Nullable Path folder) {
    Path within = folder == null ? Path.of(".") : folder;
    if (Files.isRegularFile(within.resolve(ConfigFile.NAME))) {
      return within.resolve(ConfigFile.NAME);
    }
    List<Path> found = below(within);
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw new ConfigProblem(
          "--data-dir " + within + ": no demo has kept data there; name the folder it was given");
    }
    List<String> folders = found.stream().map(file -> folderOf(file).toString()).toList();
    throw new ConfigProblem(
        "--data-dir "
            + within
            + ": holds several demos; give one of "
            + String.join(", ", folders));
  }

  private static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.resolve(ConfigFile.NAME))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ConfigProblem("--data-dir " + folder + " cannot be read; check its rights");
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of(".") : folder;
  }
}
