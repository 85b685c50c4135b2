package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Acknowledgement.Durable;
import dev.pointsman.feedback.Acknowledgement.TooLate;
import dev.pointsman.feedback.Acknowledgement.UnknownDecision;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisAwayIT {

  private static final EventLogConfig CONFIG = EventLogConfig.of(Set.of(Samples.ROUTE));

  @TempDir Path data;
  private EmbeddedRedis server;
  private RedisConnection redis;

  @BeforeEach
  void start() {
    server = EmbeddedRedis.start(data);
    redis = RedisConnection.open(server);
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void events_whileRedisStandsStill_arriveInOrderAfterwards() {
    try (RedisEventLog log = open(CONFIG.withJournal(data.resolve("journal")))) {
      suspend();
      List<LoggedDecision> decisions = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        LoggedDecision decision = Samples.decision(System.currentTimeMillis());
        decisions.add(decision);
        var _ = log.decided(decision);
        var _ = log.finished(decision, Samples.ok(decision));
      }
      // Nothing of it was answered yet, so the first feedback waits for Redis to be given up.
      for (LoggedDecision decision : decisions) {
        assertThat(get(log.feedback(Samples.thumb(decision, "ann", 1), Optional.empty())))
            .isEqualTo(new Durable("accepted"));
      }
      assertThat(log.stats().spooled()).isPositive();
      assertThat(log.stats().dropped()).isZero();

      resume();

      await().until(() -> log.stats().spooled() == 0 && redis.isOpen());
      for (LoggedDecision decision : decisions) {
        DecisionFile file = get(log.find(decision.id())).orElseThrow();
        assertThat(file.outcome()).isPresent();
        assertThat(file.feedback()).hasSize(1);
      }
      RewardLog rewards = log.rewards(Samples.ROUTE);
      await().until(() -> rewards.readAfter(RewardLog.BEGINNING, 100, 0).size() == 40);
      assertThat(log.stats().orphaned()).isZero();
    }
  }

  @Test
  void feedback_whileAway_isJudgedByItsIdAsFarAsThatGoes() {
    try (RedisEventLog log = open(CONFIG.withJournal(data.resolve("journal")))) {
      suspend();
      long now = System.currentTimeMillis();
      get(log.decided(Samples.decision(now)));
      LoggedDecision old = Samples.decision(now - CONFIG.horizon().toMillis() - 1_000);
      Feedback odd =
          new Feedback("odd", "ann", Feedback.Source.USER, "thumb", 1, "", Map.of(), now);

      assertThat(get(log.feedback(Samples.thumb(old, "ann", 1), Optional.empty())))
          .isEqualTo(new TooLate());
      assertThat(get(log.feedback(odd, Optional.empty()))).isEqualTo(new UnknownDecision());
      resume();
    }
  }

  /// The decision is in the journal of a router that was killed; another heard the vote.
  @Test
  void feedback_onADecisionThatIsInAnothersJournal_isCountedOnceWhenThatComes() {
    LoggedDecision decision = Samples.decision(System.currentTimeMillis());
    Path others = data.resolve("another");
    // As a killed router leaves it.
    try (Journal journal = Journal.open(others)) {
      get(journal.add(new Event.Decided(decision)));
      get(journal.add(new Event.Finished(decision, Samples.ok(decision))));
    }
    try (RedisEventLog log = open(CONFIG.withJournal(data.resolve("journal")))) {
      suspend();
      assertThat(get(log.feedback(Samples.thumb(decision, "ann", 1), Optional.of("k"))))
          .isEqualTo(new Durable("accepted"));
      resume();
      await().until(() -> log.stats().spooled() == 0 && redis.isOpen());
      assertThat(get(log.find(decision.id()))).isEmpty();

      try (RedisEventLog another = open(CONFIG.withJournal(others))) {
        RewardLog rewards = log.rewards(Samples.ROUTE);
        await().until(() -> rewards.readAfter(RewardLog.BEGINNING, 10, 0).size() == 2);
        await().until(() -> get(redis.commands().exists(EarlyVotes.KEY)) == 0);
        assertThat(get(log.find(decision.id())).orElseThrow().feedback()).hasSize(1);
        assertThat(log.stats().orphaned() + another.stats().orphaned()).isZero();
        // Tried again by nobody, and the client's own repeat changes nothing.
        assertThat(get(log.feedback(Samples.thumb(decision, "ann", 1), Optional.of("k"))))
            .isEqualTo(new Durable("accepted"));
        assertThat(rewards.readAfter(RewardLog.BEGINNING, 10, 0)).hasSize(2);
      }
    }
  }

  @Test
  void feedback_whileAwayWithoutJournal_failsAndDecisionsWait() {
    try (RedisEventLog log = open(CONFIG)) {
      suspend();
      LoggedDecision decision = Samples.decision(System.currentTimeMillis());
      get(log.decided(decision));

      assertThatThrownBy(
              () -> get(log.feedback(Samples.thumb(decision, "ann", 1), Optional.empty())))
          .hasMessageContaining("is away and no journal folder is configured");
      assertThat(log.stats().spooled()).isEqualTo(1);
      resume();

      await().until(() -> log.stats().spooled() == 0);
      assertThat(get(log.find(decision.id()))).isPresent();
    }
  }

  @Test
  void readAfter_corruptEntry_isNamedAndCanBePassedOver() {
    try (RedisEventLog log = open(CONFIG)) {
      RewardLog rewards = log.rewards(Samples.ROUTE);
      String stream = new RouteKeys(Samples.ROUTE).rewards();
      finish(log);
      String torn = redis.commands().xadd(stream, Map.of("v", "7")).toCompletableFuture().join();
      finish(log);

      List<RewardEntry> all = rewards.readAfter(RewardLog.BEGINNING, 10, 0);
      assertThat(all).hasSize(3);
      assertThat(all.get(1).id()).isEqualTo(torn);
      assertThat(all.get(1).fault().orElseThrow()).contains("version 7");
      assertThat(all.get(2).fault()).isEmpty();
    }
  }

  @Test
  void readAfter_otherFeatureSchema_isRefused() {
    try (RedisEventLog log = open(CONFIG)) {
      finish(log);

      RewardLog own = log.rewards(Samples.ROUTE, "schema-1");
      assertThat(own.readAfter("0-0", 10, 0).getFirst().fault()).isEmpty();
      RewardEntry foreign = own.under("schema-2").readAfter("0-0", 10, 0).getFirst();
      assertThat(foreign.fault().orElseThrow()).contains("schema-1");
    }
  }

  @Test
  void sharedSecret_askedTwice_isTheFirstOnes() {
    byte[] first = redis.sharedSecret("tokens", () -> new byte[] {1});

    assertThat(redis.sharedSecret("tokens", () -> new byte[] {2})).isEqualTo(first);
  }

  @Test
  void open_urlThatCannotBeUsed_isRefusedWithoutItsPassword() {
    assertThatThrownBy(() -> RedisConnection.open("http://:s3cret@host", data))
        .isInstanceOf(RedisStartException.class)
        .hasMessageContaining("redis.url must be")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> RedisConnection.open("redis://:s3cret@127.0.0.1:1", data))
        .isInstanceOf(RedisStartException.class)
        .hasMessageContaining("cannot reach Redis at 127.0.0.1:1")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void open_urlOfAServerElsewhere_works() {
    String url = "redis://:" + server.password() + "@127.0.0.1:" + server.port();
    try (RedisConnection elsewhere = RedisConnection.open(url, data)) {
      assertThat(elsewhere.commands().ping().toCompletableFuture().join()).isEqualTo("PONG");
      assertThat(elsewhere.embedded()).isEmpty();
    }
    assertThatThrownBy(
            () -> RedisConnection.open("redis://:wrong@127.0.0.1:" + server.port(), data))
        .hasMessageContaining("WRONGPASS");
  }

  @Test
  void open_serverReadsItsLog_waitsUntilItAnswers() throws IOException {
    try (LoadingDoor door = new LoadingDoor(server.port(), 3);
        RedisConnection late =
            RedisConnection.open(
                "redis://:" + server.password() + "@127.0.0.1:" + door.port(), data)) {
      assertThat(door.visitors).hasValueGreaterThan(3);
      assertThat(late.commands().ping().toCompletableFuture().join()).isEqualTo("PONG");
    }
  }

  private RedisEventLog open(EventLogConfig config) {
    return RedisEventLog.open(redis, config);
  }

  private static void finish(RedisEventLog log) {
    LoggedDecision decision = Samples.decision(System.currentTimeMillis());
    get(log.finished(decision, Samples.ok(decision)));
  }

  /// As if the network were cut: connections stand, nothing is answered.
  private void suspend() {
    signal("STOP");
  }

  private void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
