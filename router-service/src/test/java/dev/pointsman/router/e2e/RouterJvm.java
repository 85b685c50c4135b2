package dev.pointsman.router.e2e;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command of a router in a JVM of its own, made to start quickly: compiled once, and with an
/// archive of loaded classes (class-data sharing), which halves the work of a start. The first
/// router that is stopped leaves the archive; those that are killed cannot.
final class RouterJvm {

  private static final String TRAINING = "-XX:ArchiveClassesAtExit=";
  private static final int TRIED_EVERY = 2;

  private static final AtomicReference<Optional<Path>> ARCHIVE =
      new AtomicReference<>(Optional.empty());
  private static final AtomicInteger STARTS = new AtomicInteger();

  /// Made with the first use; an archive is only good for jars that have not changed.
  private static final class Jars {
    static final Path FOLDER = folder();
    private static final AtomicInteger JARS = new AtomicInteger();
    static final String CLASS_PATH =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(entry -> !entry.endsWith("test-classes"))
            .map(entry -> Files.isDirectory(entry) ? jar(entry) : entry)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));

    private static Path folder() {
      try {
        return gone(
            Files.createTempDirectory(Files.createDirectories(Path.of("target")), "router-jvm"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// Class-data sharing knows no folders.
    private static Path jar(Path classes) {
      Path jar = gone(FOLDER.resolve("classes-" + JARS.getAndIncrement() + ".jar"));
      PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
      int code =
          ToolProvider.findFirst("jar")
              .orElseThrow()
              .run(
                  nowhere,
                  nowhere,
                  "--create",
                  "--no-compress",
                  "--file=" + jar,
                  "-C",
                  classes.toString(),
                  ".");
      if (code != 0) {
        throw new IllegalStateException("no jar of " + classes);
      }
      return jar;
    }
  }

  private RouterJvm() {}

  /// Of `serve` with this configuration and whatever else is given.
  static ProcessBuilder serve(Path config, String... more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xlog:disable"));
    sharing().ifPresent(command::add);
    command.addAll(List.of("-cp", Jars.CLASS_PATH, "dev.pointsman.router.RouterMain", "serve"));
    command.addAll(List.of("--config", config.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command);
  }

  /// A process with this command has ended in peace.
  static void ended(List<String> command) {
    command.stream()
        .filter(flag -> flag.startsWith(TRAINING))
        .map(flag -> Path.of(flag.substring(TRAINING.length())))
        .filter(Files::exists)
        .forEach(archive -> ARCHIVE.set(Optional.of(archive)));
  }

  private static Optional<String> sharing() {
    Optional<Path> archive = ARCHIVE.get();
    if (archive.isPresent()) {
      return Optional.of("-XX:SharedArchiveFile=" + archive.get());
    }
    int start = STARTS.getAndIncrement();
    if (start % TRIED_EVERY != 0) {
      return Optional.empty();
    }
    Path made = gone(Jars.FOLDER.resolve("classes-" + start + ".jsa"));
    return Optional.of(TRAINING + made.toAbsolutePath());
  }

  /// When these tests end.
  private static Path gone(Path file) {
    file.toFile().deleteOnExit();
    return file;
  }
}
