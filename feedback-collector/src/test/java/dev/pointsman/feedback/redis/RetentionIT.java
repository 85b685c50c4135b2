package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Retention;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.spend.Grain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What has outlived its time is gone from a real Redis, also where nothing new comes.
class RetentionIT {

  private static final RouteKeys KEYS = new RouteKeys(Samples.ROUTE);
  private static final List<String> STREAMS =
      List.of(KEYS.decisions(), KEYS.outcomes(), KEYS.feedback());

  @RegisterExtension static final TestRedis REDIS = TestRedis.installed();

  @BeforeEach
  void empty() {
    REDIS.emptied();
  }

  @Test
  void decisions_outcomesAndFeedbackOfAQuietRoute_goAtTheirTime_rewardsStay() {
    Duration life = Duration.ofSeconds(3);
    EventLogConfig config =
        EventLogConfig.of(Set.of(Samples.ROUTE))
            .withHorizon(life)
            .withRetention(new Retention(Optional.of(life), Optional.empty(), life, life));
    LoggedDecision decision = Samples.decision(System.currentTimeMillis());
    try (RedisEventLog log = RedisEventLog.open(REDIS.connection(), config)) {
      written(log, decision);
      await().until(() -> length(KEYS.rewards()) == 2);
      long written = System.currentTimeMillis();
      await().until(() -> System.currentTimeMillis() > written + life.toMillis());
      assertThat(ttl(KEYS.index(decision.id()))).isEqualTo(-2);
      // In the same node of the stream, so that a write alone does not trim the old one.
      written(log, Samples.decision(System.currentTimeMillis()));
      await().until(() -> length(KEYS.rewards()) == 4);
    }

    try (RedisEventLog _ = RedisEventLog.open(REDIS.connection(), config)) {
      await().until(() -> STREAMS.stream().allMatch(stream -> length(stream) == 1));
    }

    assertThat(length(KEYS.rewards())).isEqualTo(4);
  }

  @Test
  void voicesAndSpend_endAsConfigured() {
    Duration day = Duration.ofDays(1);
    EventLogConfig config =
        EventLogConfig.of(Set.of(Samples.ROUTE))
            .withRetention(
                new Retention(Optional.of(day.multipliedBy(3)), Optional.empty(), day, day));
    long now = System.currentTimeMillis();
    LoggedDecision decision = Samples.decision(now);
    try (RedisEventLog log = RedisEventLog.open(REDIS.connection(), config)) {
      written(log, decision);
    }

    assertThat(ttl(KEYS.index(decision.id())))
        .isBetween(day.multipliedBy(2).toMillis(), day.multipliedBy(3).toMillis());
    assertThat(ttl(KEYS.voice("user:ann"))).isBetween(1L, day.toMillis());
    assertThat(ttl(KEYS.spend(Grain.DAY, Grain.DAY.begin(now))))
        .isBetween(1L, day.multipliedBy(2).toMillis());
    assertThat(ttl(KEYS.spend(Grain.FIVE_MINUTES, Grain.FIVE_MINUTES.begin(now))))
        .isBetween(1L, Duration.ofMinutes(126).toMillis());
  }

  @Test
  void decisions_shorterThanTheHorizon_areRefused() {
    Retention hour =
        new Retention(
            Optional.of(Duration.ofHours(1)),
            Optional.empty(),
            Duration.ofDays(1),
            Duration.ofDays(1));

    assertThatThrownBy(() -> EventLogConfig.of(Set.of(Samples.ROUTE)).withRetention(hour))
        .hasMessageContaining("while feedback is taken");
  }

  private static void written(RedisEventLog log, LoggedDecision decision) {
    log.decided(decision).toCompletableFuture().join();
    log.finished(decision, Samples.ok(decision)).toCompletableFuture().join();
    log.feedback(Samples.thumb(decision, "user:ann", 1), Optional.empty())
        .toCompletableFuture()
        .join();
  }

  private static long length(String stream) {
    return REDIS.commands().xlen(stream).toCompletableFuture().join();
  }

  /// Ms until a key ends; -2 when it is gone.
  private static long ttl(String key) {
    return REDIS.commands().pttl(key).toCompletableFuture().join();
  }
}
