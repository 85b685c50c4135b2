package dev.pointsman.feedback.redis;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// How long things took, in nanoseconds; those beyond its size are left out. Any thread.
final class Latencies {

  private final long[] nanos;
  private final AtomicInteger count = new AtomicInteger();

  Latencies(int size) {
    nanos = new long[size];
  }

  void add(long taken) {
    int at = count.getAndIncrement();
    if (at < nanos.length) {
      nanos[at] = taken;
    }
  }

  int count() {
    return count.get();
  }

  /// Milliseconds that this share of them, 0..1, stayed within.
  double millis(double share) {
    int known = Math.min(count.get(), nanos.length);
    if (known == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, known);
    Arrays.sort(sorted);
    return sorted[Math.min(known - 1, (int) (share * known))] / 1e6;
  }
}
