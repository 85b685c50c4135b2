package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three replicas on one Redis while votes are cast through two of them: in each round some of
/// these two and Redis are killed with -9, in any order, at random points, and started again. Each
/// vote that was acknowledged is counted once, and all replicas, the one that lived through all of
/// it among them, have learnt the same, bit for bit.
class FleetCrashIT {

  private static final EventLogConfig CONFIG = EventLogConfig.of(Set.of(Samples.ROUTE));

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Random random = CrashSeed.random();
  private final CountedOnce votes = new CountedOnce();

  @SuppressWarnings("NullAway.Init") // begun with each play
  private EmbeddedRedis server;

  private String url = "";
  private int kills;

  @Test
  void votes_afterKillsOfRoutersAndRedis_areCountedOnceAndReplicasAreEqual() {
    play(2);
  }

  /// 200 rounds, anew after every 20: Redis reads its whole log each time.
  @RepeatedTest(10)
  @Tag("long")
  void votes_after20Rounds_areCountedOnceAndReplicasAreEqual() {
    play(20);
  }

  private void play(int rounds) {
    server = EmbeddedRedis.start(folder.resolve("store"));
    url = "redis://:" + server.password() + "@127.0.0.1:" + server.port();
    List<ChildJvm> writers = new ArrayList<>();
    try (LiveReplica witness = LiveReplica.start(RedisConnection.open(server), CONFIG);
        RewardLog rewards = witness.log().rewards(Samples.ROUTE)) {
      writers.add(writer(0));
      writers.add(writer(1));
      writers.forEach(writer -> writer.next("ready"));
      for (int round = 0; round < rounds; round++) {
        int writersKilled = round(writers);
        check("round " + round, writers, witness, rewards, writersKilled);
      }
      System.out.printf(
          "%d rounds, %d kills, %d votes acknowledged, %s%n",
          rounds, kills, votes.size(), witness.state());
    } finally {
      writers.forEach(ChildJvm::close);
    }
  }

  /// Lets them write for a while, kills some and starts them again; says how many of the writers.
  private int round(List<ChildJvm> writers) {
    List<Integer> victims = new ArrayList<>(List.of(0, 1, 2));
    Collections.shuffle(victims, random);
    victims = victims.subList(0, 1 + random.nextInt(3));
    sleep(20 + random.nextInt(200));
    for (int victim : victims) {
      kills++;
      if (victim == 2) {
        ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
      } else {
        writers.get(victim).kill();
      }
      sleep(random.nextInt(30));
    }
    int writersKilled = 0;
    for (int i = 0; i < writers.size(); i++) {
      if (victims.contains(i)) {
        writersKilled++;
        votes.hear(writers.get(i).rest());
        writers.set(i, writer(i));
      }
    }
    for (int victim : victims) {
      if (victim < writers.size()) {
        writers.get(victim).next("ready");
      }
    }
    return writersKilled;
  }

  private void check(
      String round,
      List<ChildJvm> writers,
      LiveReplica witness,
      RewardLog rewards,
      int writersKilled) {
    for (ChildJvm writer : writers) {
      List<String> said = new ArrayList<>();
      writer.tell("pause");
      writer.next("paused", said);
      votes.hear(said);
    }
    String unjoined = new RouteKeys(Samples.ROUTE).unjoined();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                witness.log().stats().spooled() == 0
                    && witness.redis().commands().zcard(unjoined).toCompletableFuture().join()
                        == 0);
    votes.check(round, rewards, writersKilled * FeedbackWriter.AT_ONCE);
    String last = votes.last();
    await().atMost(PATIENCE).until(() -> witness.fold().stats().lastId().equals(last));
    for (ChildJvm writer : writers) {
      String state;
      do {
        writer.tell("state");
        state = writer.next("state");
      } while (!state.startsWith(last + " "));
      assertThat(state).as(round).isEqualTo(witness.state());
    }
    writers.forEach(writer -> writer.tell("go"));
  }

  private ChildJvm writer(int number) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                new RedisProbe(server.port(), server.password()).ask().state()
                    == RedisProbe.State.READY);
    return ChildJvm.start(FeedbackWriter.class, url, folder.resolve("writer-" + number).toString());
  }

  private static void sleep(long millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }
}
