package dev.pointsman.eval.data;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Closes a stream from which nothing has come for too long, so that its reader wakes up.
final class Watchdog implements AutoCloseable {

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private final InputStream stream;
  private volatile boolean isFed = true;

  Watchdog(InputStream stream, Duration patience) {
    this.stream = stream;
    long millis = Math.max(1, patience.toMillis());
    var _ = clock.scheduleAtFixedRate(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /// Bytes have come.
  void fed() {
    isFed = true;
  }

  private void look() {
    if (isFed) {
      isFed = false;
      return;
    }
    try {
      stream.close();
    } catch (IOException _) {
      // The reader learns of it by its own read.
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
