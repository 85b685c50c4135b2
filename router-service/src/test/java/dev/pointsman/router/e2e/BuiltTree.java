package dev.pointsman.router.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A source tree that counts as built, so that its `./pointsman` runs what this build compiled
/// instead of building inside the build.
final class BuiltTree {

  private static final Path ROOT = Path.of(System.getProperty("pointsman.root", ".."));

  private BuiltTree() {}

  /// The launcher of a tree made in an empty folder.
  static Path launcher(Path folder) throws IOException, InterruptedException {
    Path module = Files.createDirectories(folder.resolve("router-service"));
    Files.createDirectories(module.resolve("src/main"));
    Files.createDirectories(module.resolve("target/classes"));
    Files.createDirectories(folder.resolve("docs/schema"));
    Files.createDirectories(folder.resolve("target"));
    for (Path source : List.of(folder, module)) {
      Files.writeString(source.resolve("pom.xml"), "<project/>");
    }
    Files.writeString(
        module.resolve("target/classpath.txt"), System.getProperty("java.class.path"));
    Path launcher = folder.resolve("pointsman");
    Files.copy(ROOT.resolve("pointsman"), launcher);
    stamp(folder);
    return launcher;
  }

  /// By the launcher's own reckoning.
  private static void stamp(Path folder) throws IOException, InterruptedException {
    String script =
        "eval \"$(sed -n '/^sources_sum() {/,/^}/p' pointsman)\"; root=$PWD;"
            + " printf '%s' \"$(sources_sum)\" > target/.built";
    int exit =
        new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("the launcher's sources_sum failed with " + exit);
    }
  }
}
