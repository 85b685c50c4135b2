package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Span;
import java.util.Map;
import java.util.TreeMap;

/// The counters of one window. A span that does not roll has one bucket. One thread at a time.
final class MemoryWindow {

  private record Charged(long microUsd, long tokens, long requests) {
    Charged plus(long moreMicroUsd, long moreTokens, long moreRequests) {
      return new Charged(microUsd + moreMicroUsd, tokens + moreTokens, requests + moreRequests);
    }
  }

  private final long bucketMillis;
  private final Map<Long, Charged> buckets = new TreeMap<>();
  private long latest;
  private long heldMicroUsd;
  private long heldTokens;
  private long underWay;

  MemoryWindow(Span span) {
    this.bucketMillis = span instanceof Span.Rolling rolling ? rolling.bucketMillis() : 0;
  }

  /// Lets go of buckets that are out of the window by now. A clock that steps back is not followed.
  void advance(long now) {
    latest = Math.max(latest, bucketOf(now));
    buckets.keySet().removeIf(bucket -> bucket < latest - Span.BUCKETS);
  }

  /// The bucket of now.
  long bucket() {
    return latest;
  }

  long bucketAt(long millis) {
    return Math.min(latest, bucketOf(millis));
  }

  /// Charges to a bucket, if that is still in the window.
  void add(long bucket, long microUsd, long tokens, long requests) {
    if (bucket >= latest - Span.BUCKETS) {
      Charged before = buckets.getOrDefault(bucket, new Charged(0, 0, 0));
      buckets.put(bucket, before.plus(microUsd, tokens, requests));
    }
  }

  void hold(long microUsd, long tokens, long requests) {
    heldMicroUsd += microUsd;
    heldTokens += tokens;
    underWay += requests;
  }

  Level level() {
    Charged all = new Charged(0, 0, 0);
    for (Charged bucket : buckets.values()) {
      all = all.plus(bucket.microUsd(), bucket.tokens(), bucket.requests());
    }
    return new Level(
        all.microUsd(), all.tokens(), all.requests(), heldMicroUsd, heldTokens, underWay);
  }

  private long bucketOf(long millis) {
    return bucketMillis == 0 ? 0 : millis / bucketMillis;
  }
}
