package dev.pointsman.feedback.budget;

/// Over which time a window counts.
public sealed interface Span {

  /// Sub-windows a rolling span is counted in.
  int BUCKETS = 60;

  /// From an instant until just before another, epoch milliseconds by the store's clock.
  record Period(long startMillis, long endMillis) implements Span {
    public Period {
      if (startMillis >= endMillis) {
        throw new IllegalArgumentException("a period must end after it starts");
      }
    }
  }

  /// The last so many milliseconds, in 60 buckets: what is charged counts for that long at least,
  /// and at most one bucket longer, so that no stretch of that length ever holds more than the cap.
  record Rolling(long millis) implements Span {
    public Rolling {
      if (millis < BUCKETS || millis % BUCKETS != 0) {
        throw new IllegalArgumentException("a rolling span must be n x 60 ms, was " + millis);
      }
    }

    public long bucketMillis() {
      return millis / BUCKETS;
    }
  }

  /// For ever.
  record Always() implements Span {}
}
