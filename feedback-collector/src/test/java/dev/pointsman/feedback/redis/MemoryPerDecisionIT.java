package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Redis holds of a decision once its horizon is over: with 64 features, one outcome, and a
/// reward of every fifth, at most 400 bytes (MEMORY USAGE of all keys of the route).
class MemoryPerDecisionIT {

  private static final int DECISIONS = 5_000;
  private static final int AT_ONCE = 100;
  private static final Duration HORIZON = Duration.ofSeconds(3);

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void afterTheHorizon_aDecisionTakesAtMost400Bytes(boolean bundled) {
    try (RedisConnection redis = RedisConnection.open(server(bundled));
        RedisEventLog log =
            RedisEventLog.open(
                redis, EventLogConfig.of(Set.of(Samples.ROUTE)).withHorizon(HORIZON))) {
      List<CompletableFuture<?>> served = new ArrayList<>();
      for (int i = 0; i < DECISIONS; i++) {
        served.add(serve(log, i % 5 == 0));
        if (served.size() == AT_ONCE) {
          served.forEach(CompletableFuture::join);
          served.clear();
        }
      }
      RewardLog rewards = log.rewards(Samples.ROUTE);
      await().until(() -> log.stats().rewards() == DECISIONS / 5);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                // Streams are trimmed as they are written.
                serve(log, true).join();
                assertThat(usage(redis) / DECISIONS).isLessThanOrEqualTo(400);
              });
      System.out.println(usage(redis) / DECISIONS + " bytes of Redis a decision");
      assertThat(rewards.readAfter(RewardLog.BEGINNING, 2 * DECISIONS, 0))
          .as("what was learnt from stays")
          .hasSizeGreaterThanOrEqualTo(DECISIONS + DECISIONS / 5);
    }
  }

  private EmbeddedRedis server(boolean bundled) {
    if (!bundled) {
      return EmbeddedRedis.start(data);
    }
    DataDirectory directory = DataDirectory.lock(data);
    RedisBinary oldest = RedisBinary.bundled(directory.folder("redis"));
    return EmbeddedRedis.start(directory, oldest, EmbeddedRedis::freePort);
  }

  private static CompletableFuture<?> serve(RedisEventLog log, boolean isRated) {
    LoggedDecision decision = Samples.decision(System.currentTimeMillis());
    CompletionStage<?> done =
        log.decided(decision).thenCompose(logged -> log.finished(decision, Samples.ok(decision)));
    if (isRated) {
      done =
          done.thenCompose(
              told -> log.feedback(Samples.thumb(decision, "ann", 1), Optional.of(decision.id())));
    }
    return done.toCompletableFuture();
  }

  private static long usage(RedisConnection redis) {
    List<String> keys = redis.commands().keys("pm:*").toCompletableFuture().join();
    long sum = 0;
    for (String key : keys) {
      Long bytes = redis.commands().memoryUsage(key).toCompletableFuture().join();
      sum += bytes == null ? 0 : bytes;
    }
    return sum;
  }
}
