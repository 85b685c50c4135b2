package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.fold.FoldThread;
import dev.pointsman.feedback.fold.LivePolicy;
import dev.pointsman.feedback.fold.RewardFold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two routers on one Redis, each with its connections, its collector and its fold.
class ReplicasIT {

  private static final FeatureSchema SCHEMA =
      new FeatureSchema("schema-1", List.of(new Block("all", 0, 64)));
  private static final List<Arm> ARMS =
      List.of(
          new Arm(Samples.CHEAP, Price.perMtok(0.1, 0.4), OptionalDouble.empty()),
          new Arm(Samples.DEAR, Price.perMtok(2.5, 10), OptionalDouble.empty()));

  private static final Arm THIRD =
      new Arm("third", Price.perMtok(1, 1), OptionalDouble.of(0.7)).withFamily(Samples.DEAR);

  /// What the route is told in turn: as it was, one more, one less, another price.
  private static final List<List<Arm>> ROSTERS =
      List.of(
          ARMS,
          List.of(ARMS.get(0), ARMS.get(1), THIRD),
          List.of(ARMS.get(0), THIRD),
          List.of(new Arm(Samples.CHEAP, Price.perMtok(9, 9), OptionalDouble.of(0.4)), THIRD));

  @TempDir Path data;

  static List<String> learners() {
    return Learners.names();
  }

  @ParameterizedTest
  @MethodSource("learners")
  void twoReplicas_feedbackThroughBoth_reachTheSamePolicyBitForBit(String learner) {
    EmbeddedRedis server = EmbeddedRedis.start(data);
    String url = "redis://:" + server.password() + "@127.0.0.1:" + server.port();
    try (Replica one = Replica.of(RedisConnection.open(server), learner);
        Replica two = Replica.of(RedisConnection.open(url, data), learner)) {
      String before = one.live().version();
      LoggedDecision last = one.serve(0);
      for (int i = 1; i < 60; i++) {
        last = (i % 2 == 0 ? one : two).serve(i);
      }

      await()
          .untilAsserted(
              () -> {
                assertThat(one.fold.stats().rewards()).isEqualTo(60);
                assertThat(one.live().version())
                    .isNotEqualTo(before)
                    .isEqualTo(two.live().version());
              });
      Assessment ones = one.assess(last);
      Assessment twos = two.assess(last);
      assertThat(ones.predictions()).isEqualTo(twos.predictions());
      assertThat(ones.distribution().probabilities())
          .isEqualTo(twos.distribution().probabilities());

      RewardFold booted = fold(two.log, learner);
      booted.catchUp();
      assertThat(booted.live().version()).isEqualTo(one.live().version());
    }
  }

  @Test
  void feedbackThroughOne_isInThePolicyOfTheOtherWithinASecond() {
    EmbeddedRedis server = EmbeddedRedis.start(data);
    String url = "redis://:" + server.password() + "@127.0.0.1:" + server.port();
    try (Replica one = Replica.of(RedisConnection.open(server), "mean");
        Replica two = Replica.of(RedisConnection.open(url, data), "mean")) {
      one.serve(0);
      await().until(() -> two.fold.stats().rewards() == 1);
      String version = two.live().version();

      one.serve(1);

      await()
          .atMost(Duration.ofSeconds(1))
          .until(() -> two.fold.stats().rewards() == 2 && !two.live().version().equals(version));
    }
  }

  /// Arms are added, removed and repriced while both serve, once before anything was told, as a
  /// stream from before arms were events begins.
  @ParameterizedTest
  @MethodSource("learners")
  void armsChangeUnderTraffic_liveAndFromTheStart_areEqualBitForBit(String learner) {
    EmbeddedRedis server = EmbeddedRedis.start(data);
    String url = "redis://:" + server.password() + "@127.0.0.1:" + server.port();
    try (Replica one = Replica.of(RedisConnection.open(server), learner);
        Replica two = Replica.of(RedisConnection.open(url, data), learner)) {
      one.serve(0);
      LoggedDecision last = two.serve(1);
      for (int i = 0; i < ROSTERS.size(); i++) {
        (i % 2 == 0 ? one : two)
            .log
            .arms(Samples.ROUTE, ROSTERS.get(i))
            .toCompletableFuture()
            .join();
        for (int j = 0; j < 12; j++) {
          last = (j % 3 == 0 ? one : two).serve(i + j);
        }
      }
      int served = 2 + 12 * ROSTERS.size();
      await()
          .untilAsserted(
              () -> {
                assertThat(one.fold.stats().rewards()).isEqualTo(served);
                assertThat(two.live().version()).isEqualTo(one.live().version());
              });

      RewardFold booted = fold(two.log, learner);
      booted.catchUp();

      assertThat(booted.live().version()).isEqualTo(one.live().version());
      for (List<Arm> roster : ROSTERS) {
        Question question = new Question(last.context(), roster, 30);
        Assessment live = one.live().policy().assess(question);
        Assessment fromTheStart = booted.live().policy().assess(question);
        assertThat(fromTheStart.predictions()).isEqualTo(live.predictions());
        assertThat(fromTheStart.distribution().probabilities())
            .isEqualTo(live.distribution().probabilities());
      }
    }
  }

  private static RewardFold fold(RedisEventLog log, String learner) {
    return new RewardFold(
        log.rewards(Samples.ROUTE, SCHEMA.hash()),
        Learners.create(learner, SCHEMA),
        ARMS,
        List.of());
  }

  private record Replica(
      RedisConnection redis, RedisEventLog log, RewardFold fold, FoldThread thread)
      implements AutoCloseable {

    static Replica of(RedisConnection redis, String learner) {
      RedisEventLog log = RedisEventLog.open(redis, EventLogConfig.of(Set.of(Samples.ROUTE)));
      RewardFold fold = fold(log, learner);
      fold.catchUp();
      return new Replica(redis, log, fold, FoldThread.start(fold, Samples.ROUTE));
    }

    private static RewardFold fold(RedisEventLog log, String learner) {
      return ReplicasIT.fold(log, learner);
    }

    LivePolicy live() {
      return fold.live();
    }

    LoggedDecision serve(int number) {
      LoggedDecision decision = Samples.decision(System.currentTimeMillis());
      log.decided(decision)
          .thenCompose(done -> log.finished(decision, Samples.ok(decision)))
          .thenCompose(
              done ->
                  log.feedback(Samples.thumb(decision, "ann", number % 3 / 2.0), Optional.empty()))
          .toCompletableFuture()
          .join();
      return decision;
    }

    Assessment assess(LoggedDecision decision) {
      return live().policy().assess(new Question(decision.context(), ARMS, 30));
    }

    @Override
    public void close() {
      thread.close();
      log.close();
      redis.close();
    }
  }
}
