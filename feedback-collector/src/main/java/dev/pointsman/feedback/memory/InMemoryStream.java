package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One route's `rewards` as bytes; an entry's id is its place, counted from 1. Any thread.
final class InMemoryStream {

  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Stored(String id, byte[] entry) {}

  private final List<Stored> entries = new ArrayList<>();
  private int gone;
  private String trimmedTo = RewardLog.BEGINNING;

  synchronized String append(byte[] entry) {
    String id = (gone + entries.size() + 1) + "-0";
    entries.add(new Stored(id, entry));
    notifyAll();
    return id;
  }

  /// Entries before this one go.
  synchronized long trim(String id) {
    if (StreamId.isBefore(trimmedTo, id)) {
      trimmedTo = id;
    }
    int before = place(trimmedTo) - 1 - gone;
    int going = Math.clamp(before, 0, entries.size());
    entries.subList(0, going).clear();
    gone += going;
    return going;
  }

  synchronized String trimmedTo() {
    return trimmedTo;
  }

  synchronized List<Stored> after(String id, int max, long waitMillis) {
    int after = place(id);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    try {
      long left = deadline - System.nanoTime();
      while (gone + entries.size() <= after && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int from = Math.max(0, after - gone);
    int to = Math.min(entries.size(), from + max);
    return from >= to ? List.of() : List.copyOf(entries.subList(from, to));
  }

  private static int place(String id) {
    return Math.toIntExact(StreamId.parse(id).millis());
  }
}
