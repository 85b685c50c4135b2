package dev.pointsman.feedback.redis;

import java.util.Random;

/// Where a test of crashes gets its dice: from `-Dpointsman.crash.seed`, else from the clock; said
/// on standard output.
final class CrashSeed {

  private CrashSeed() {}

  static Random random() {
    long seed = Long.getLong("pointsman.crash.seed", System.nanoTime());
    System.out.println("-Dpointsman.crash.seed=" + seed);
    return new Random(seed);
  }
}
