package dev.pointsman.feedback.redis;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Writes nobody waits for: they leave with the next one that somebody does, or after five
/// milliseconds. So a request costs Redis one wake-up and one sync to disk, not two. Any thread.
final class Outbox {

  private static final Duration LONGEST = Duration.ofMillis(5);

  private final ScheduledExecutorService ticker;
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isDue = new AtomicBoolean();

  Outbox(ScheduledExecutorService ticker) {
    this.ticker = ticker;
  }

  void hold(Runnable write) {
    held.add(write);
    if (isDue.compareAndSet(false, true)) {
      try {
        var _ = ticker.schedule(this::due, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closing) {
        due();
      }
    }
  }

  /// Sends what is held, oldest first.
  void release() {
    for (Runnable write = held.poll(); write != null; write = held.poll()) {
      write.run();
    }
  }

  private void due() {
    isDue.set(false);
    release();
  }
}
