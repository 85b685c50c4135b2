package dev.pointsman.feedback.fold;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a fold, and its understudy, on a thread of their own until closed. When the store is away
/// it tries again with growing pauses; serving goes on with the last policy.
///
/// After what it folded it draws breath, so that a busy stream is read in batches and not entry by
/// entry.
public final class FoldThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FoldThread.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
  private static final Duration BREATH = Duration.ofMillis(20);

  private final RewardFold fold;
  private final Optional<Understudy> understudy;
  private final Thread thread;
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean isClosed;

  private FoldThread(RewardFold fold, Optional<Understudy> understudy, String route) {
    this.fold = fold;
    this.understudy = understudy;
    this.thread = Thread.ofPlatform().daemon().name("pointsman-fold-" + route).unstarted(this::run);
  }

  public static FoldThread start(RewardFold fold, String route) {
    return start(fold, Optional.empty(), route);
  }

  public static FoldThread start(RewardFold fold, Optional<Understudy> understudy, String route) {
    FoldThread owner = new FoldThread(fold, understudy, route);
    owner.thread.start();
    return owner;
  }

  /// Reads of the stream that failed since start.
  public long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    isClosed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(LONGEST_PAUSE.multipliedBy(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    fold.close();
  }

  private void run() {
    Duration pause = SHORTEST_PAUSE;
    while (!isClosed) {
      try {
        boolean isBehind = understudy.map(Understudy::isBehind).orElse(false);
        int folded = isBehind ? fold.doWork(0) : fold.doWork();
        understudy.ifPresent(Understudy::work);
        pause = SHORTEST_PAUSE;
        if (folded > 0 && folded < Course.BATCH) {
          LockSupport.parkNanos(BREATH.toNanos());
        }
      } catch (RuntimeException e) {
        if (isClosed) {
          return;
        }
        if (failures.getAndIncrement() == 0 || pause.equals(SHORTEST_PAUSE)) {
          LOG.warn("{} cannot read on: {}", thread.getName(), e.toString());
        }
        LockSupport.parkNanos(pause.toNanos());
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }
}
