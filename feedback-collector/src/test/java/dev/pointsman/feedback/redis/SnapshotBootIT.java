package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.fold.KeepRules;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a replica takes to boot after many requests, and what Redis holds of them. Prints it.
///
/// `mvn test -P long -pl feedback-collector -am -Dtest=SnapshotBootIT
/// -Dsurefire.failIfNoSpecifiedTests=false`; `-Devents=10000000` says how many.
class SnapshotBootIT {

  @TempDir Path data;

  @Test
  @Tag("long")
  void boot_after10MillionEvents_takesAtMost10Seconds() {
    double seconds = run(Long.getLong("events", 10_000_000), KeepRules.DEFAULT, 60_000);

    assertThat(seconds).isLessThanOrEqualTo(10);
  }

  /// Gives the longest boot, in seconds.
  private double run(long events, KeepRules rules, long recalled) {
    try (RedisConnection redis = RedisConnection.open(EmbeddedRedis.start(data))) {
      redis.commands().configSet("appendfsync", "no").toCompletableFuture().join();
      try (PastEvents past = new PastEvents(redis, rules)) {
        double folding = 0;
        for (long done = 0; done < events; done += rules.every()) {
          folding += past.pass(Math.min(rules.every(), events - done));
          if (done % 1_000_000 == 0) {
            System.out.printf("%d of %d events%n", done, events);
          }
        }
        System.out.printf(
            "%d events, folding took %.1f s, %.1f us each; in the stream: %d entries, %d bytes%n",
            events, folding, folding / events * 1e6, past.length(), past.bytes());
        long bytes = past.kept().stream().mapToLong(SnapshotMark::bytes).sum();
        System.out.printf("%d snapshots, %d bytes%n", past.kept().size(), bytes);
        double newest = timed(past, 0, past::boot);
        double serving = timed(past, recalled, past::boot);
        assertThat(past.length()).isGreaterThanOrEqualTo(Math.min(events, rules.keep()));
        return Math.max(newest, serving);
      }
    }
  }

  private static double timed(PastEvents past, long recalled, LongFunction<RewardFold> boot) {
    long begun = System.nanoTime();
    RewardFold fold = boot.apply(recalled);
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("boot, the last %d entries told again: %.2f s%n", recalled, seconds);
    assertThat(fold.live().version()).isEqualTo(past.keeper().live().version());
    assertThat(fold.snapshot().name()).isEqualTo(past.keeper().snapshot().name());
    return seconds;
  }
}
