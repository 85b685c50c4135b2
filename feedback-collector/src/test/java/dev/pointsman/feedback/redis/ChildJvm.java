package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A program of these tests in a JVM of its own, to be killed. What it says is read as it comes.
final class ChildJvm implements AutoCloseable {

  private static final String END = "";
  private static final int PATIENCE_SECONDS = 300;

  private final Process process;
  private final Thread reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ChildJvm(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().start(this::read);
  }

  static ChildJvm start(Class<?> program, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new ChildJvm(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What stands behind this word on the next line that starts with it; other lines are passed
  /// over.
  String next(String word) {
    return next(word, new ArrayList<>());
  }

  /// The same; the lines passed over are added to those given.
  String next(String word, List<String> passed) {
    for (String line = take(); !line.equals(END); line = take()) {
      if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      }
      passed.add(line);
    }
    throw new AssertionError("the program ended before it said " + word);
  }

  /// All lines it had still said when it ended.
  List<String> rest() {
    try {
      assertThat(reader.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    List<String> rest = new ArrayList<>();
    lines.drainTo(rest);
    rest.remove(END);
    return rest;
  }

  void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// kill -9; by its handle, since `Process` would also close what it had still said.
  void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }

  private String take() {
    try {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("the program says nothing for " + PATIENCE_SECONDS + " s");
      }
      return line;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void read() {
    try (var said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("failed " + e);
    }
    lines.add(END);
  }
}
