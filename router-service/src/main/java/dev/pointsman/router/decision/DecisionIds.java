package dev.pointsman.router.decision;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes UUIDv7s: 48 bits of epoch milliseconds, then random bits (RFC 9562, section 5.7).
///
/// `random` must be safe for many threads.
public record DecisionIds(InstantSource clock, RandomGenerator random) {

  UUID next() {
    long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    long low = 0x8000000000000000L | (random.nextLong() >>> 2);
    return new UUID(high, low);
  }

  /// When an id was made, epoch milliseconds.
  static long millis(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }
}
