package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.feedback.redis.EmbeddedRedis;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisReader;
import dev.pointsman.router.RedisAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wire between a router and Redis is cut: requests are answered all the while, checks are
/// acknowledged by the journal, and after the cut each is counted once, here and at another router.
class RouterCutIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder = Path.of("");

  @Test
  void requests_wireCut_areAnsweredAndTheirChecksCountedOnce() throws Exception {
    play(Duration.ofSeconds(1), Duration.ofSeconds(4));
  }

  @Test
  @Tag("long")
  void requests_wireCutForAMinute_areAnsweredAndTheirChecksCountedOnce() throws Exception {
    play(Duration.ofMinutes(1), Duration.ofMinutes(1));
  }

  private void play(Duration refusing, Duration swallowing) throws Exception {
    try (var upstream = PlainUpstream.start();
        var server = EmbeddedRedis.start(folder.resolve("store"));
        var line = new CutLine(server.port())) {
      String url = RedisAddress.of(folder.resolve("store"));
      String cut = url.replaceFirst(":\\d+$", ":" + line.port());
      try (var redis = RedisConnection.open(url, folder);
          var fleet =
              new CrashFleet(
                  folder,
                  List.of("url: \"" + cut + "\"", "url: \"" + url + "\""),
                  upstream.baseUrl());
          var rewards = new RedisReader(redis).rewards("auto", fleet.featureSchema());
          var voters = new CrashVoters(List.of(fleet.port(0)), 4)) {
        TaughtOnce taught = new TaughtOnce(rewards);
        voters.go();
        cut(fleet, voters, line, line::refuse, refusing);
        settled(fleet, voters, taught);
        cut(fleet, voters, line, line::swallow, swallowing);
        settled(fleet, voters, taught);
      }
    }
  }

  private static void cut(
      CrashFleet fleet, CrashVoters voters, CutLine line, Runnable how, Duration length)
      throws Exception {
    long first = voters.answered.sum();
    await().atMost(PATIENCE).until(() -> voters.answered.sum() > first + 20);
    how.run();
    await().atMost(PATIENCE).until(() -> fleet.readiness(0).contains("\"event_store\":\"away\""));
    long before = voters.answered.sum();
    int acknowledged = voters.acknowledged().size();
    Thread.sleep(length);
    await().atMost(PATIENCE).until(() -> voters.acknowledged().size() > acknowledged + 20);
    long spooled = fleet.spooled(0);
    assertThat(spooled).as("in the journal").isPositive();
    line.mend();
    long mended = System.nanoTime();
    await().atMost(PATIENCE).until(() -> fleet.spooled(0) == 0);
    System.out.printf(
        "cut for %s: %d requests answered, %d checks acknowledged, %d events in the journal, all"
            + " there %.1f s after%n",
        length,
        voters.answered.sum() - before,
        voters.acknowledged().size() - acknowledged,
        spooled,
        (System.nanoTime() - mended) / 1e9);
  }

  /// Nothing lost, nothing twice, and both routers have learnt the same.
  private static void settled(CrashFleet fleet, CrashVoters voters, TaughtOnce taught) {
    voters.pause();
    taught.check("after the cut", voters);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String cut = fleet.fingerprint(0);
              assertThat(cut).startsWith(taught.last() + ".");
              assertThat(fleet.fingerprint(1)).isEqualTo(cut);
            });
    assertThat(voters.odd).isEmpty();
    assertThat(voters.unanswered.sum() + voters.givenUp.sum()).as("requests that failed").isZero();
    voters.go();
  }
}
