package dev.pointsman.feedback.spend;

import java.time.Duration;

/// How long a bucket of the ledger is, and how long it is kept after it began. Buckets begin at
/// multiples of their length in UTC.
public enum Grain {
  FIVE_MINUTES("5m", Duration.ofMinutes(5), Duration.ofHours(2)),
  HOUR("1h", Duration.ofHours(1), Duration.ofDays(8)),
  DAY("1d", Duration.ofDays(1), Duration.ofDays(400));

  private final String label;
  private final long millis;
  private final long keptMillis;

  Grain(String label, Duration length, Duration kept) {
    this.label = label;
    this.millis = length.toMillis();
    this.keptMillis = kept.toMillis();
  }

  public String label() {
    return label;
  }

  public long millis() {
    return millis;
  }

  public long keptMillis() {
    return keptMillis;
  }

  /// When the bucket of a moment begins.
  public long begin(long tsMillis) {
    return Math.floorDiv(tsMillis, millis) * millis;
  }
}
