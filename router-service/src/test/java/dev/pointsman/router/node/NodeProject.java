package dev.pointsman.router.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The npm packages of `src/test/node/package.json`, with the scripts beside it, installed once in
/// `target/node`. Skips the test, saying why, where there is no Node, or no registry.
public final class NodeProject {

  private static final Path ROOT = Path.of(System.getProperty("pointsman.root", ".."));
  private static final Path SOURCE = ROOT.resolve("router-service/src/test/node");
  private static final Path FOLDER = ROOT.resolve("router-service/target/node").toAbsolutePath();
  private static final long INSTALL_SECONDS = 60;
  private static final int OLDEST_NODE = 20;

  private NodeProject() {}

  /// The folder, ready.
  public static synchronized Path installed() throws IOException, InterruptedException {
    int node = nodeVersion();
    if (node < OLDEST_NODE) {
      abort("Node " + OLDEST_NODE + " or later is not on PATH (found " + node + ")");
    }
    Files.createDirectories(FOLDER);
    Path done = FOLDER.resolve("installed.json");
    Path wanted = SOURCE.resolve("package.json");
    if (!Files.exists(done) || Files.mismatch(done, wanted) >= 0) {
      copy();
      install();
      Files.copy(wanted, done, StandardCopyOption.REPLACE_EXISTING);
    }
    copy();
    return FOLDER;
  }

  /// The version that is installed, as its package says.
  public static String version(String name) throws IOException {
    Path about = FOLDER.resolve("node_modules").resolve(name).resolve("package.json");
    JsonNode tree = new ObjectMapper().readTree(about.toFile());
    return tree.path("version").asText();
  }

  /// A process of a script in the folder.
  public static ProcessBuilder node(List<String> arguments) {
    return new ProcessBuilder(Stream.concat(Stream.of("node"), arguments.stream()).toList())
        .directory(FOLDER.toFile());
  }

  private static void copy() throws IOException {
    try (Stream<Path> files = Files.list(SOURCE)) {
      for (Path file : files.toList()) {
        Path to = FOLDER.resolve(SOURCE.relativize(file).toString());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void install() throws IOException, InterruptedException {
    File log = FOLDER.resolve("install.log").toFile();
    Process npm =
        new ProcessBuilder(
                "npm",
                "install",
                "--no-package-lock",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
      npm.descendants().forEach(ProcessHandle::destroyForcibly);
      npm.destroyForcibly().onExit().join();
      abort("npm install took longer than " + INSTALL_SECONDS + " s; see " + log);
    }
    if (npm.exitValue() != 0) {
      abort("npm install failed, which needs its registry; see " + log);
    }
  }

  /// The major version; 0 when there is none.
  private static int nodeVersion() throws InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      String said =
          new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(node.waitFor(10, TimeUnit.SECONDS)).isTrue();
      return said.matches("v\\d+\\..*")
          ? Integer.parseInt(said.substring(1, said.indexOf('.')))
          : 0;
    } catch (IOException absent) {
      return 0;
    }
  }
}
