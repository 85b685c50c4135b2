package dev.pointsman.feedback.fold;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/// Counts something that goes wrong without stopping anything, and warns of the first, second,
/// fourth, eighth time, since there may be many. Any thread.
final class Faults {

  private final Logger log;
  private final AtomicLong count = new AtomicLong();

  Faults(Logger log) {
    this.log = log;
  }

  /// Goes on from so many, of an earlier run.
  void resume(long counted) {
    count.set(counted);
  }

  void add(String what) {
    long now = count.incrementAndGet();
    if (Long.bitCount(now) == 1) {
      log.warn("{} ({} so far)", what, now);
    }
  }

  long count() {
    return count.get();
  }
}
