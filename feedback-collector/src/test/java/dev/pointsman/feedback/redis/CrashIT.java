package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a router and the Redis it runs with -9 at random points; `-Dpointsman.crash.seed` plays
/// the points of an earlier run again.
class CrashIT {

  @TempDir Path data;

  private final Random random = CrashSeed.random();
  private final CountedOnce votes = new CountedOnce();

  @Test
  void acknowledgedFeedback_afterKillsOfRouterAndRedis_isThereAndCountedOnce() {
    play(3);
  }

  @Test
  @Tag("long")
  void acknowledgedFeedback_after50Kills_isThereAndCountedOnce() {
    play(50);
  }

  private void play(int rounds) {
    for (int round = 0; round < rounds; round++) {
      killAtRandom(round);
      checkAll("round " + round);
    }
    System.out.printf("%d rounds, %d votes acknowledged%n", rounds, votes.size());
  }

  private void killAtRandom(int round) {
    List<String> said = new ArrayList<>();
    try (ChildJvm router =
        ChildJvm.start(FeedbackWriter.class, RedisConnection.EMBEDDED, data.toString())) {
      long redis = Long.parseLong(router.next("redis", said));
      hear(router, 1 + random.nextInt(100), said);
      switch (round % 3) {
        case 0 -> {
          router.kill();
          kill(redis);
        }
        case 1 -> {
          kill(redis);
          router.kill();
        }
        default -> {
          // The router lives on without Redis: it acknowledges by its journal.
          kill(redis);
          hear(router, 50 + random.nextInt(50), said);
          router.kill();
        }
      }
      said.addAll(router.rest());
    }
    votes.hear(said);
  }

  private static void hear(ChildJvm router, int count, List<String> said) {
    for (int i = 0; i < count; i++) {
      said.add("acked " + router.next("acked", said));
    }
  }

  private void checkAll(String round) {
    try (RedisConnection redis = RedisConnection.open(RedisConnection.EMBEDDED, data);
        RedisEventLog log =
            RedisEventLog.open(
                redis,
                EventLogConfig.of(Set.of(Samples.ROUTE)).withJournal(data.resolve("journal")));
        RewardLog rewards = log.rewards(Samples.ROUTE)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> log.stats().spooled() == 0);
      votes.check(round, rewards, FeedbackWriter.AT_ONCE);
      assertThat(log.stats().dropped()).isZero();
      assertThat(log.stats().orphaned()).isZero();
    }
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }
}
