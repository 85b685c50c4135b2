package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.EventLogStats;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wire between a replica and Redis is cut while requests come: each is written down, each vote
/// is acknowledged, and after the cut each is counted once here and at another replica.
class NetworkCutIT {

  private static final EventLogConfig CONFIG = EventLogConfig.of(Set.of(Samples.ROUTE));
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PACE_NANOS = 5_000_000;

  @TempDir Path folder;
  private EmbeddedRedis server;
  private LiveReplica witness;
  private CutWire wire;
  private LiveReplica replica;

  @BeforeEach
  void start() {
    server = EmbeddedRedis.start(folder.resolve("store"));
    witness = LiveReplica.start(RedisConnection.open(server), CONFIG);
    wire = new CutWire(server.port());
    String url = "redis://:" + server.password() + "@127.0.0.1:" + wire.port();
    replica =
        LiveReplica.start(
            RedisConnection.open(url, folder), CONFIG.withJournal(folder.resolve("journal")));
  }

  @AfterEach
  void stop() {
    replica.close();
    wire.close();
    witness.close();
  }

  @Test
  void requests_wireRefuses_areSpooledAndCountedOnceAfter() {
    play(wire::refuse, Duration.ofSeconds(1));
  }

  @Test
  void requests_wireSwallows_areSpooledAndCountedOnceAfter() {
    play(wire::swallow, Duration.ofSeconds(4));
  }

  @Test
  @Tag("long")
  void requests_wireRefusesForAMinute_areSpooledAndCountedOnceAfter() {
    play(wire::refuse, Duration.ofMinutes(1));
  }

  @Test
  @Tag("long")
  void requests_wireSwallowsForAMinute_areSpooledAndCountedOnceAfter() {
    play(wire::swallow, Duration.ofMinutes(1));
  }

  @Test
  void events_journalFull_areCountedAndFeedbackIsNotAcknowledged() {
    Journal journal = Journal.open(folder.resolve("small"), 20_000);
    try (RedisEventLog log = RedisEventLog.open(replica.redis(), CONFIG, journal)) {
      wire.refuse();
      await().until(() -> !replica.redis().isOpen());
      long now = System.currentTimeMillis();
      List<LoggedDecision> decisions = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        decisions.add(Samples.decision(now));
        log.decided(decisions.getLast()).toCompletableFuture().join();
      }
      EventLogStats full = log.stats();
      assertThat(full.spooled()).isBetween(5L, 30L);
      assertThat(full.dropped()).isEqualTo(50 - full.spooled());
      assertThatThrownBy(
              () ->
                  log.feedback(Samples.thumb(decisions.getFirst(), "ann", 1), Optional.empty())
                      .toCompletableFuture()
                      .join())
          .hasMessageContaining("the journal takes no more");

      wire.mend();

      await().until(() -> log.stats().spooled() == 0);
      long found =
          decisions.stream()
              .filter(one -> log.find(one.id()).toCompletableFuture().join().isPresent())
              .count();
      assertThat(found).isEqualTo(full.spooled());
    }
  }

  private void play(Runnable cut, Duration length) {
    List<CompletableFuture<LoggedDecision>> served = new ArrayList<>();
    serve(Duration.ofMillis(300), served);
    cut.run();
    serve(length, served);
    long most = replica.log().stats().spooled();
    wire.mend();
    long mended = System.nanoTime();
    serve(Duration.ofMillis(300), served);

    CountedOnce votes = new CountedOnce();
    served.forEach(one -> votes.hear(one.join()));
    await()
        .atMost(PATIENCE)
        .until(() -> replica.log().stats().spooled() == 0 && replica.redis().isOpen());
    double backAfter = (System.nanoTime() - mended) / 1e9;
    assertThat(most).as("waited in the journal").isPositive();
    assertThat(replica.log().stats().dropped()).isZero();
    assertThat(replica.log().stats().orphaned()).isZero();
    try (RewardLog rewards = witness.log().rewards(Samples.ROUTE)) {
      votes.check("after the cut", rewards, 0);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(witness.fold().stats().rewards()).isEqualTo(served.size());
              assertThat(replica.fold().stats().lastId())
                  .isEqualTo(witness.fold().stats().lastId());
            });
    assertThat(replica.state()).isEqualTo(witness.state());
    System.out.printf(
        "cut for %s: %d requests, %d events in the journal, all there %.1f s after%n",
        length, served.size(), most, backAfter);
  }

  private void serve(Duration length, List<CompletableFuture<LoggedDecision>> served) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      served.add(replica.serve());
      LockSupport.parkNanos(PACE_NANOS);
    }
  }
}
