package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.redis.EmbeddedRedis;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisReader;
import dev.pointsman.router.RedisAddress;
import dev.pointsman.router.RouterMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole routers, a collector and the Redis they share are killed with -9 in any order at random
/// moments, round after round, while applications ask and tell what their checks said. Each check
/// that was acknowledged is counted once, and both routers have learnt the same, bit for bit.
class RouterCrashIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SEED = "pointsman.crash.seed";
  private static final int REDIS = 3;
  private static final int SHOWN = 10;

  @TempDir private Path folder = Path.of("");

  private final Random random = random();
  private int kills;
  private int graded;
  private int early;

  @Test
  void checks_afterKillsOfRoutersCollectorAndRedis_areCountedOnceAndRoutersAreEqual()
      throws Exception {
    play(2);
  }

  /// 200 rounds, anew after every 20: Redis reads its whole log each time.
  @RepeatedTest(10)
  @Tag("long")
  void checks_after20Rounds_areCountedOnceAndRoutersAreEqual() throws Exception {
    play(20);
  }

  private void play(int rounds) throws Exception {
    try (var upstream = PlainUpstream.start();
        var server = EmbeddedRedis.start(folder.resolve("store"))) {
      String url = RedisAddress.of(folder.resolve("store"));
      String section = "url: \"" + url + "\"";
      try (var redis = RedisConnection.open(url, folder);
          var fleet =
              new CrashFleet(folder, List.of(section, section, section), upstream.baseUrl());
          var rewards = rewards(fleet, redis);
          var voters = new CrashVoters(List.of(fleet.port(0), fleet.port(1)), 4)) {
        TaughtOnce taught = new TaughtOnce(rewards);
        voters.go();
        for (int round = 0; round < rounds; round++) {
          kill(fleet, server, redis);
          voters.pause();
          check("round " + round, fleet, redis, voters, taught);
          voters.go();
        }
        voters.pause();
        sameAsCommandLine(fleet);
        System.out.printf(
            "%d rounds, %d kills, %s requests answered, %s not, %d checks acknowledged, %s given"
                + " up, %d grades seen, %d looks while votes waited, %s%n",
            rounds,
            kills,
            voters.answered,
            voters.unanswered,
            voters.acknowledged().size(),
            voters.givenUp,
            graded,
            early,
            fleet.fingerprint(0));
        assertThat(voters.acknowledged()).isNotEmpty();
      }
    }
  }

  /// Lets them serve for a while, kills some of all, and starts them again.
  private void kill(CrashFleet fleet, EmbeddedRedis server, RedisConnection redis) {
    List<Integer> victims = new ArrayList<>(List.of(0, 1, CrashFleet.COLLECTOR, REDIS));
    Collections.shuffle(victims, random);
    victims = victims.subList(0, 1 + random.nextInt(victims.size()));
    sleep(50 + random.nextInt(300));
    for (int victim : victims) {
      kills++;
      if (victim == REDIS) {
        ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
      } else {
        fleet.kill(victim);
      }
      sleep(random.nextInt(40));
    }
    await().atMost(PATIENCE).until(redis::isOpen);
    fleet.start(victims.stream().filter(victim -> victim != REDIS).toList());
  }

  private void check(
      String round, CrashFleet fleet, RedisConnection redis, CrashVoters voters, TaughtOnce taught)
      throws Exception {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                fleet.spooled(0) == 0
                    && fleet.spooled(1) == 0
                    && fleet.spooled(CrashFleet.COLLECTOR) == 0
                    && redis.commands().zcard("pm:{auto}:unjoined").toCompletableFuture().join()
                        == 0
                    && noneWaits(redis));
    assertThat(voters.odd).as(round).isEmpty();
    taught.check(round, voters);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              // The collector may still grade.
              String first = fleet.fingerprint(0);
              assertThat(first).as(round).startsWith(taught.last() + ".");
              assertThat(fleet.fingerprint(1)).as(round).isEqualTo(first);
            });
    for (String id : voters.fresh().stream().limit(SHOWN).toList()) {
      var record = fleet.decision(random.nextInt(2), id);
      assertThat(record.path("feedback").size()).as(round + ", signals on " + id).isEqualTo(1);
      assertThat(record.path("grades").size()).as(round + ", grades of " + id).isBetween(0, 1);
      graded += record.path("grades").size();
    }
  }

  /// Votes whose decision came out of another router's journal later than they did.
  private boolean noneWaits(RedisConnection redis) {
    boolean isNone = redis.commands().scard("pm:{early}:votes").toCompletableFuture().join() == 0;
    early += isNone ? 0 : 1;
    return isNone;
  }

  /// A fold beside the routers, by the command line, comes to what they came to.
  private static void sameAsCommandLine(CrashFleet fleet) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String config = fleet.config(0).toString();
              assertThat(RouterMain.execute("policy", "snapshot", "--config", config)).isZero();
              assertThat(fleet.snapshots(0).at("/snapshots/0/name").asText())
                  .isEqualTo(fleet.fingerprint(0));
            });
  }

  private static RewardLog rewards(CrashFleet fleet, RedisConnection redis) throws Exception {
    return new RedisReader(redis).rewards("auto", fleet.featureSchema());
  }

  private static Random random() {
    long seed = Long.getLong(SEED, System.nanoTime());
    System.out.println("-D" + SEED + "=" + seed);
    return new Random(seed);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
