package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Acknowledgement.Durable;
import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.EventLogContract;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.SharedCache.Room;
import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTableContract;
import dev.pointsman.feedback.SpendContract;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.BudgetStoreContract;
import dev.pointsman.feedback.grading.PaperQueue;
import dev.pointsman.feedback.grading.PaperQueueContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that is kept in Redis, kept in a Redis Cluster of three masters.
class ClusterIT {

  @TempDir static Path folder;
  private static TestCluster cluster;
  private static RedisConnection redis;

  @BeforeAll
  static void start() {
    cluster = TestCluster.start(folder, 3);
    redis = RedisConnection.open(cluster.url(), folder);
  }

  @AfterAll
  static void stop() {
    redis.close();
    cluster.close();
  }

  @Nested
  class Log extends EventLogContract {
    @Override
    protected EventLog open(EventLogConfig config) {
      clear();
      return RedisEventLog.open(redis, config);
    }

    @Override
    protected RewardLog rewards(EventLog log, String route) {
      return ((RedisEventLog) log).rewards(route);
    }

    @Override
    protected Calibrations calibrations(EventLog log) {
      return ((RedisEventLog) log).calibrations();
    }
  }

  @Nested
  class Budgets extends BudgetStoreContract {
    @Override
    protected BudgetStore open() {
      return ClockedBudgets.open(redis);
    }

    @Override
    protected void clock(long millis) {
      ClockedBudgets.clock(redis, millis);
    }
  }

  @Nested
  class Spend extends SpendContract {
    @Override
    protected List<EventLog> open(EventLogConfig config) {
      clear();
      return List.of(RedisEventLog.open(redis, config), RedisEventLog.open(redis, config));
    }
  }

  @Nested
  class Tables extends SharedTableContract {
    @Override
    protected List<SharedTable> open() {
      clear();
      return List.of(new RedisTable(redis, "test"), new RedisTable(redis, "test"));
    }
  }

  @Nested
  class Papers extends PaperQueueContract {
    @Override
    protected PaperQueue open() {
      clear();
      return new RedisPaperQueue(redis);
    }
  }

  @Test
  void cacheAndSecret_areKept() {
    RedisCache cache = new RedisCache(redis);
    Room hour = new Room(Duration.ofHours(1), 1 << 20);
    byte[] value = {1, 2, 3};

    assertThat(done(cache.put("auto", "a", value, hour))).isTrue();

    assertThat(done(cache.get("auto", "a")).orElseThrow()).isEqualTo(value);
    assertThat(redis.sharedSecret("s", () -> value)).isEqualTo(value);
    assertThat(redis.sharedSecret("s", () -> new byte[] {9})).isEqualTo(value);
  }

  @Test
  void routes_standOnAllMasters_andAreFoldedAlike() {
    clear();
    Set<String> routes = Set.of("auto", "b", "c", "d", "e", "f", "g", "h");
    EventLogConfig config = EventLogConfig.of(routes);
    try (LiveReplica one = LiveReplica.start(again(), config);
        LiveReplica two = LiveReplica.start(again(), config)) {
      List<LoggedDecision> served = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        String route = routes.stream().sorted().toList().get(i % routes.size());
        served.add(serve(i % 2 == 0 ? one : two, route));
      }
      for (LoggedDecision decision : served) {
        assertThat(done(one.log().find(decision.id())).orElseThrow().feedback()).hasSize(1);
      }
      await()
          .untilAsserted(
              () -> {
                assertThat(one.fold().stats().rewards()).isEqualTo(120 / routes.size());
                assertThat(two.fold().stats().lastId()).isEqualTo(one.fold().stats().lastId());
              });
      assertThat(two.state()).isEqualTo(one.state());
      assertThat(cluster.keys()).as("keys of each master").allMatch(keys -> keys > 20);
    }
  }

  @Test
  void masterKilled_votesAreAcknowledgedByTheJournalAndCountedOnce() {
    clear();
    EventLogConfig config =
        EventLogConfig.of(Set.of(Samples.ROUTE)).withJournal(folder.resolve("journal"));
    try (LiveReplica replica = LiveReplica.start(again(), config);
        RewardLog rewards = replica.log().rewards(Samples.ROUTE)) {
      CountedOnce votes = new CountedOnce();
      hear(replica, 20, votes);
      IntStream.range(0, 3).forEach(cluster::kill);
      hear(replica, 20, votes);
      assertThat(replica.log().stats().spooled()).isPositive();

      IntStream.range(0, 3).forEach(n -> cluster.restart(folder, n));

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> cluster.isServed() && replica.log().stats().spooled() == 0);
      hear(replica, 20, votes);
      votes.check("after", rewards, 0);
      assertThat(votes.size()).isEqualTo(60);
    }
    await().atMost(Duration.ofSeconds(20)).until(redis::isOpen);
  }

  @Test
  void open_noNodeThere_isRefusedWithoutItsPassword() {
    assertThatThrownBy(() -> RedisConnection.open("cluster:redis://:s3cret@127.0.0.1:1", folder))
        .isInstanceOf(RedisStartException.class)
        .hasMessageContaining("cannot reach Redis at 127.0.0.1:1")
        .hasMessageNotContaining("s3cret");
  }

  private static void hear(LiveReplica replica, int count, CountedOnce votes) {
    for (int i = 0; i < count; i++) {
      votes.hear(serve(replica, Samples.ROUTE));
    }
  }

  private static LoggedDecision serve(LiveReplica replica, String route) {
    LoggedDecision decision = Samples.decision(route, System.currentTimeMillis());
    done(replica.log().decided(decision));
    done(replica.log().finished(decision, Samples.ok(decision)));
    assertThat(done(replica.log().feedback(Samples.thumb(decision, "ann", 1), Optional.empty())))
        .isEqualTo(new Durable("accepted"));
    return decision;
  }

  private static RedisConnection again() {
    return RedisConnection.open(cluster.url(), folder);
  }

  private static void clear() {
    redis.commands().flushall().toCompletableFuture().join();
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
