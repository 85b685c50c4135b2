package dev.pointsman.eval.humaneval;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Runs Python programs nobody has read, one a core at a time. Any thread; close it.
public final class CodeRunner implements AutoCloseable {

  private static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofSeconds(10), 512);
  static final List<String> PYTHONS =
      List.of("python3", "/usr/bin/python3", "/usr/local/bin/python3");

  private final Sandbox sandbox;
  private final BlockingQueue<Trial> free;

  private CodeRunner(Sandbox sandbox) {
    this.sandbox = sandbox;
    int workers = Runtime.getRuntime().availableProcessors();
    this.free = new ArrayBlockingQueue<>(workers);
    for (int worker = 0; worker < workers; worker++) {
      free.add(sandbox.trial(worker));
    }
  }

  /// Refused where the system cannot isolate, unless `isSafe` is false.
  public static CodeRunner open(boolean isSafe) {
    return new CodeRunner(Sandbox.open(LIMITS, isSafe, new Sandbox.Programs("unshare", PYTHONS)));
  }

  /// Whether the program comes to its end.
  public boolean passes(String program) {
    try {
      Trial trial = free.take();
      try {
        return trial.run(program).equals(Trial.PASSED);
      } finally {
        free.add(trial);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
