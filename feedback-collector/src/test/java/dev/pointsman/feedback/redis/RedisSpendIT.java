package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.log.Fields;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.SpendContract;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSpendIT extends SpendContract {

  @TempDir static Path data;
  private static EmbeddedRedis server;
  private static RedisConnection first;
  private static RedisConnection second;

  @BeforeAll
  static void startRedis() {
    server = EmbeddedRedis.start(data);
    String url = "redis://:" + server.password() + "@127.0.0.1:" + server.port();
    first = RedisConnection.open(server);
    second = RedisConnection.open(url, data);
  }

  @AfterAll
  static void stopRedis() {
    second.close();
    first.close();
  }

  @Override
  protected List<EventLog> open(EventLogConfig config) {
    first.commands().flushall().toCompletableFuture().join();
    return List.of(RedisEventLog.open(first, config), RedisEventLog.open(second, config));
  }

  /// Before the language of prompts was told, a row had a task alone.
  @Test
  void rowsFromBeforeTheLanguage_areReadBesideNewOnes() {
    first.commands().flushall().toCompletableFuture().join();
    long now = System.currentTimeMillis();
    try (RedisEventLog log = RedisEventLog.open(first, EventLogConfig.of(Set.of(Samples.ROUTE)))) {
      SpendGroup group = new SpendGroup("u", "t", "p", "k", "m", "code", "de", List.of("a"));
      Tally spent = Tally.of(Samples.decision(now), Samples.ok(Samples.decision(now)));
      log.spend().add(Samples.ROUTE, group, spent, now).toCompletableFuture().join();
      String bucket = new RouteKeys(Samples.ROUTE).spend(Grain.DAY, Grain.DAY.begin(now));
      String old = Fields.list(List.of("u", "t", "p", "k", "m", "code", "a"));
      first.commands().hset(bucket, old, spent.packed()).toCompletableFuture().join();

      var read =
          log.spend()
              .read(Samples.ROUTE, Grain.DAY, Grain.DAY.begin(now), now + 1)
              .toCompletableFuture()
              .join();

      assertThat(read.getFirst().groups())
          .isEqualTo(
              Map.of(
                  group,
                  spent,
                  new SpendGroup("u", "t", "p", "k", "m", "code", "", List.of("a")),
                  spent));
    }
  }

  @Test
  void buckets_expireOnceNobodyAsksForThem() {
    long now = System.currentTimeMillis();
    try (RedisEventLog log = RedisEventLog.open(first, EventLogConfig.of(Set.of(Samples.ROUTE)))) {
      var decision = Samples.decision(now);
      log.finished(decision, Samples.ok(decision)).toCompletableFuture().join();
      RouteKeys keys = new RouteKeys(Samples.ROUTE);
      for (Grain grain : Grain.values()) {
        String key = keys.spend(grain, grain.begin(Samples.ok(decision).tsMillis()));
        long left = first.commands().pttl(key).toCompletableFuture().join();
        assertThat(left).isBetween(grain.keptMillis() - 2_000, grain.keptMillis() + grain.millis());
      }
    }
  }
}
