package dev.pointsman.eval.humaneval;

import dev.pointsman.datasets.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// Where programs nobody has read are run: namespaces of their own, no network, nothing to write
/// but a private folder, no privileges, no environment, and limits on time, memory and processes.
///
/// Linux only (`unshare`, `setpriv`, `prlimit` of util-linux). As root each worker has a user id of
/// its own; otherwise a user namespace is needed. What cannot be isolated is refused unless asked
/// for with `--unsafe`. Close it to remove its files.
final class Sandbox implements AutoCloseable {

  /// Limits of one program. CPU seconds are the wall-clock limit rounded up.
  record Limits(Duration wall, int memoryMegabytes) {
    private long memoryBytes() {
      return memoryMegabytes * (1L << 20);
    }

    private long cpuSeconds() {
      return wall.plusMillis(999).toSeconds();
    }
  }

  /// What is run: the program that makes namespaces, and the Pythons to try in turn.
  record Programs(String unshare, List<String> pythons) {}

  private static final int FIRST_UID = 61_000;
  private static final String PROBE = "assert sum([1, 2]) == 3\n";

  private final Path folder;
  private final Limits limits;
  private final boolean isSafe;
  private final boolean isRoot;
  private final String unshare;
  private final String python;

  private Sandbox(Path folder, Limits limits, boolean isSafe, Programs programs) {
    this.folder = folder;
    this.limits = limits;
    this.isSafe = isSafe;
    this.isRoot = "root".equals(System.getProperty("user.name"));
    this.unshare = programs.unshare();
    this.python = firstThatRuns(programs.pythons());
  }

  /// Tries a harmless program first, so that a sandbox that cannot work is refused at once.
  static Sandbox open(Limits limits, boolean isSafe, Programs programs) {
    try {
      Path folder = Files.createTempDirectory("pointsman-humaneval");
      try {
        copy("runner.py", folder);
        copy("sandbox.sh", folder);
        return new Sandbox(folder, limits, isSafe, programs);
      } catch (IOException | RuntimeException e) {
        remove(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new BadInputException(
          "sandbox", "no temporary folder (" + e.getMessage() + ")", "free some disk space");
    }
  }

  private String firstThatRuns(List<String> pythons) {
    String last = "";
    for (String candidate : pythons) {
      last = trial(0, candidate).run(PROBE);
      if (last.equals(Trial.PASSED)) {
        return candidate;
      }
    }
    if (!isSafe) {
      throw new BadInputException(
          "--python", "no Python ran a test program (" + last + ")", "install python3");
    }
    for (String candidate : pythons) {
      if (exposed(folder, candidate).run(PROBE).equals(Trial.PASSED)) {
        throw new BadInputException(
            "sandbox",
            "this system refuses namespaces for " + candidate + " (" + last + ")",
            "run as root on Linux with util-linux, or give --unsafe to run without isolation");
      }
    }
    throw new BadInputException("--python", "no Python runs here", "install python3 or name one");
  }

  /// A trial for worker `worker` (0..999); workers at work at the same time need different numbers.
  Trial trial(int worker) {
    return trial(worker, python);
  }

  private Trial trial(int worker, String candidate) {
    return isSafe ? isolated(worker, candidate) : exposed(folder, candidate);
  }

  private Trial isolated(int worker, String candidate) {
    List<String> command =
        List.of(
            "setsid",
            unshare,
            isRoot ? "--uts" : "--map-root-user",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount",
            "--net",
            "--ipc",
            "sh",
            folder.resolve("sandbox.sh").toString(),
            isRoot ? String.valueOf(FIRST_UID + worker) : "self",
            String.valueOf(limits.memoryBytes()),
            String.valueOf(limits.cpuSeconds()),
            candidate,
            folder.resolve("runner.py").toString());
    return new Trial(command, limits.wall());
  }

  private Trial exposed(Path files, String candidate) {
    return new Trial(
        List.of(
            "sh",
            "-c",
            "ulimit -t \"$1\"; ulimit -v \"$2\"; shift 2; exec env -i \"$@\"",
            "sh",
            String.valueOf(limits.cpuSeconds()),
            String.valueOf(limits.memoryBytes() >> 10),
            candidate,
            "-I",
            files.resolve("runner.py").toString()),
        limits.wall());
  }

  private static void copy(String name, Path folder) throws IOException {
    try (InputStream in = Objects.requireNonNull(Sandbox.class.getResourceAsStream(name), name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  private static void remove(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve("runner.py"));
      Files.deleteIfExists(folder.resolve("sandbox.sh"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }

  @Override
  public void close() {
    remove(folder);
  }
}
