package dev.pointsman.eval.humaneval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One program run to its end in a process of its own; it passed if the nonce came back.
///
/// The nonce is fresh for each trial and printed by the runner after the program's last line, so
/// leaving early with exit code 0 or printing something is no pass. It does not stand up to a
/// program that looks for the nonce in the runner's own frames.
record Trial(List<String> command, Duration limit) {

  static final String PASSED = "passed";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_OUTPUT = 4096;
  private static final int MOST_WORDS = 200;
  private static final int KILLED = 128;
  private static final String WHY = "why: ";

  /// {@link #PASSED}, or in a line what ended the program.
  String run(String program) {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String nonce = HexFormat.of().formatHex(random);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return "not started: " + e.getMessage();
    }
    try {
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(
              () -> drain(process.getInputStream()), Thread::startVirtualThread);
      hand(process, Map.of("nonce", nonce, "program", program));
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return "timed out";
      }
      String said =
          output.completeOnTimeout("why: left processes behind", 5, TimeUnit.SECONDS).join();
      return verdict(said, nonce, process.exitValue());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static void hand(Process process, Map<String, String> task) {
    try (OutputStream in = process.getOutputStream()) {
      in.write((JSON.writeValueAsString(task) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      // The process ended before it read its task: its exit tells the rest.
      return;
    }
  }

  private static String verdict(String output, String nonce, int exit) {
    if (output.equals(nonce)) {
      return PASSED;
    }
    if (output.startsWith(WHY)) {
      return firstWords(output.substring(WHY.length()).replace(nonce, ""));
    }
    return exit > KILLED ? "killed by signal " + (exit - KILLED) : "ended early";
  }

  /// Forked children report in the same place: one report is enough.
  private static String firstWords(String reports) {
    int next = reports.indexOf(WHY);
    String first = next < 0 ? reports : reports.substring(0, next);
    return first.substring(0, Math.min(MOST_WORDS, first.length())).strip();
  }

  /// Reads to the end, keeping only the beginning.
  private static String drain(InputStream stream) {
    try (stream) {
      byte[] head = stream.readNBytes(MOST_OUTPUT);
      stream.transferTo(OutputStream.nullOutputStream());
      return new String(head, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "why: output cannot be read";
    }
  }
}
