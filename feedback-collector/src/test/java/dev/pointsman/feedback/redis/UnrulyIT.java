package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Acknowledgement.Durable;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.fold.FoldListener;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas when events come twice and out of order, when entries are damaged or lost, when one
/// of them is slow, and when their clocks differ.
class UnrulyIT {

  private static final EventLogConfig CONFIG = EventLogConfig.of(Set.of(Samples.ROUTE));
  private static final int REQUESTS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MANY = 150;

  @TempDir Path folder;
  private EmbeddedRedis server;
  private LiveReplica one;
  private int replicas;

  @BeforeEach
  void start() {
    server = EmbeddedRedis.start(folder);
    one = LiveReplica.start(RedisConnection.open(server), journalled(CONFIG));
  }

  @AfterEach
  void stop() {
    one.close();
  }

  @Test
  void events_thriceThroughBothInAnyOrder_countOnce() {
    Random random = CrashSeed.random();
    try (LiveReplica two = replica(CONFIG)) {
      List<LoggedDecision> decisions = new ArrayList<>();
      List<Runnable> deliveries = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        LoggedDecision decision = Samples.decision(System.currentTimeMillis());
        decisions.add(decision);
        for (LiveReplica replica : List.of(one, two, one)) {
          deliveries.add(() -> done(replica.log().decided(decision)));
          deliveries.add(() -> done(replica.log().finished(decision, Samples.ok(decision))));
          deliveries.add(
              () ->
                  done(
                      replica
                          .log()
                          .decided(decision)
                          .thenCompose(
                              logged ->
                                  replica
                                      .log()
                                      .feedback(
                                          Samples.thumb(decision, "ann", 1),
                                          Optional.of(decision.id())))));
        }
      }
      Collections.shuffle(deliveries, random);

      deliveries.parallelStream().forEach(Runnable::run);

      check(decisions, two);
      assertThat(one.fold().stats().outcomes()).isEqualTo(REQUESTS);
    }
  }

  @Test
  void entries_damaged_arePassedOverByBothAndLearningGoesOn() {
    try (LiveReplica two = replica(CONFIG)) {
      List<LoggedDecision> decisions = new ArrayList<>(serve(one, 10));
      String stream = new RouteKeys(Samples.ROUTE).rewards();
      String foreign = done(one.redis().commands().xadd(stream, Map.of("v", "99")));
      byte[] flipped = anEntry(stream);
      flipped[flipped.length / 2] ^= 1;
      String damaged = append(stream, flipped);
      String before = one.fold().live().version();

      decisions.addAll(serve(two, 10));

      check(decisions, two);
      for (LiveReplica replica : List.of(one, two)) {
        assertThat(replica.fold().stats().corrupt()).isEqualTo(2);
        assertThat(replica.fold().stats().quarantined()).containsExactly(foreign, damaged);
        assertThat(replica.fold().live().version()).isNotEqualTo(before);
      }
    }
  }

  /// As after a failover to a replica of Redis that had not been sent the last writes.
  @Test
  void entries_lostByTheStore_areUnlearntByBothAndToldOnce() {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    try (LiveReplica two = replica(CONFIG, (entry, learner) -> told.add(entry.id()))) {
      check(serve(one, 20), two);
      String stays = two.fold().stats().lastId();
      String before = two.state();
      serve(one, 10);
      await().atMost(PATIENCE).until(() -> two.fold().stats().rewards() == 30);

      String stream = new RouteKeys(Samples.ROUTE).rewards();
      Range<String> tail = Range.from(Range.Boundary.excluding(stays), Range.Boundary.unbounded());
      String[] lost =
          done(one.redis().commands().xrange(stream, tail)).stream()
              .map(StreamMessage::getId)
              .toArray(String[]::new);
      done(one.redis().commands().xdel(stream, lost));
      ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(one.fold().stats().lastId()).isEqualTo(stays);
                assertThat(two.fold().stats().lastId()).isEqualTo(stays);
              });
      assertThat(two.state()).isEqualTo(before);
      assertThat(one.state()).isEqualTo(before);
      assertThat(two.fold().upkeep().recovered()).isEqualTo(1);
      assertThat(told).doesNotHaveDuplicates();
    }
  }

  @Test
  void replica_thatFoldsSlowly_holdsNobodyUpAndGetsThere() {
    FoldListener slow = (entry, learner) -> LockSupport.parkNanos(10_000_000);
    try (LiveReplica two = replica(CONFIG, slow)) {
      List<LoggedDecision> decisions = serve(one, MANY);
      await().atMost(PATIENCE).until(() -> one.fold().stats().rewards() == MANY);
      assertThat(two.fold().stats().rewards()).as("is behind").isLessThan(MANY);

      check(decisions, two);
    }
  }

  @Test
  void replicas_whoseClocksAreTenHoursApart_countOnceAndLearnTheSame() {
    Duration off = Duration.ofHours(5);
    EventLogConfig fast = CONFIG.withClock(() -> Instant.now().plus(off));
    EventLogConfig slow = CONFIG.withClock(() -> Instant.now().minus(off));
    try (LiveReplica ahead = replica(fast);
        LiveReplica behind = replica(slow)) {
      List<LoggedDecision> decisions = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        boolean isAhead = i % 2 == 0;
        LiveReplica serves = isAhead ? ahead : behind;
        LiveReplica hears = i % 4 < 2 ? ahead : behind;
        LoggedDecision decision = Samples.decision(now(isAhead ? fast : slow));
        decisions.add(decision);
        done(serves.log().decided(decision));
        done(serves.log().finished(decision, Samples.ok(decision)));
        assertThat(done(hears.log().feedback(Samples.thumb(decision, "ann", 1), Optional.empty())))
            .isEqualTo(new Durable("accepted"));
      }

      check(decisions, ahead);
      assertThat(behind.state()).isEqualTo(one.state());
    }
  }

  private static long now(EventLogConfig config) {
    InstantSource clock = config.clock();
    return clock.millis();
  }

  private LiveReplica replica(EventLogConfig config, FoldListener... listeners) {
    String url = "redis://:" + server.password() + "@127.0.0.1:" + server.port();
    return LiveReplica.start(RedisConnection.open(url, folder), journalled(config), listeners);
  }

  private EventLogConfig journalled(EventLogConfig config) {
    return config.withJournal(folder.resolve("journal-" + replicas++));
  }

  private static List<LoggedDecision> serve(LiveReplica replica, int count) {
    List<CompletableFuture<LoggedDecision>> served =
        Stream.generate(replica::serve).limit(count).toList();
    return served.stream().map(CompletableFuture::join).toList();
  }

  /// Each vote is taught once, and both learnt the same of it.
  private void check(List<LoggedDecision> decisions, LiveReplica other) {
    CountedOnce votes = new CountedOnce();
    decisions.forEach(votes::hear);
    try (RewardLog rewards = one.log().rewards(Samples.ROUTE)) {
      votes.check("all", rewards, 0);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(one.fold().stats().rewards()).isEqualTo(decisions.size());
              assertThat(other.fold().stats().lastId()).isEqualTo(one.fold().stats().lastId());
            });
    assertThat(other.state()).isEqualTo(one.state());
  }

  private byte[] anEntry(String stream) {
    var bytes = one.redis().connect(stream);
    try (var connection = bytes.connection()) {
      assertThat(connection.isOpen()).isTrue();
      var entries = bytes.commands().xrange(stream, Range.create("-", "+"));
      return Objects.requireNonNull(entries.getFirst().getBody().get(RewardCodec.FIELD));
    }
  }

  private String append(String stream, byte[] packed) {
    var bytes = one.redis().connect(stream);
    try (var connection = bytes.connection()) {
      assertThat(connection.isOpen()).isTrue();
      return bytes.commands().xadd(stream, Map.of(RewardCodec.FIELD, packed));
    }
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
