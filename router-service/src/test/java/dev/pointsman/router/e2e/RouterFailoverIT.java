package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.feedback.redis.RedisReader;
import dev.pointsman.router.RouterMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two routers on a Redis Cluster whose master of their route is killed and gives way to a replica,
/// while applications ask and tell what their checks said. A failover takes as long as the nodes
/// wait for each other, so the build leaves it out.
class RouterFailoverIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SOME = 40;

  @TempDir private Path folder = Path.of("");

  /// Its replicas were away before it was killed, and it took writes without them, so what it
  /// acknowledged last is lost: no more than that, and the routers unlearn it.
  @Test
  @Tag("long")
  void checks_masterDiesWithoutReplicas_onlyTheLastAreLostAndRoutersForgetThem() throws Exception {
    assertThat(play(true)).isPositive();
  }

  @Test
  @Tag("long")
  void checks_masterDies_areCountedOnce() throws Exception {
    play(false);
  }

  /// How many of the acknowledged checks are lost.
  private int play(boolean isBehind) throws Exception {
    try (var upstream = PlainUpstream.start();
        var cluster = new ClusterOfRedis(folder, "auto", isBehind ? 0 : 1);
        var redis = cluster.connect();
        var fleet =
            new CrashFleet(
                folder, List.of(cluster.section(), cluster.section()), upstream.baseUrl());
        var voters = new CrashVoters(List.of(fleet.port(0), fleet.port(1)), 4)) {
      String schema = fleet.featureSchema();
      voters.go();
      acknowledged(voters, SOME);
      voters.pause();
      cluster.awaitReplicas();
      Set<String> safe = voters.acknowledged().keySet();
      if (isBehind) {
        cluster.killReplicas();
      }
      voters.go();
      acknowledged(voters, SOME / 2);
      cluster.killMaster();
      voters.pause(); // whatever it acknowledged is known here now
      Set<String> atRisk = new HashSet<>(voters.acknowledged().keySet());
      atRisk.removeAll(safe);
      long answered = voters.answered.sum();
      voters.go();
      if (isBehind) {
        cluster.restartReplicas();
      }
      acknowledged(voters, 1);
      cluster.awaitFailover();
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> redis.isOpen() && fleet.spooled(0) == 0 && fleet.spooled(1) == 0);
      acknowledged(voters, SOME);
      voters.pause();
      assertThat(voters.odd).isEmpty();
      assertThat(voters.unanswered.sum()).as("requests that failed").isZero();
      try (var rewards = new RedisReader(redis).rewards("auto", schema)) {
        TaughtOnce taught = new TaughtOnce(rewards);
        int lost = taught.check("after the failover", voters, atRisk);
        await().atMost(PATIENCE).untilAsserted(() -> equal(fleet));
        System.out.printf(
            "failover: %d answered since, %d acknowledged, %d of them within reach of the kill,"
                + " %d lost%n",
            voters.answered.sum() - answered, voters.acknowledged().size(), atRisk.size(), lost);
        return lost;
      }
    }
  }

  private static void acknowledged(CrashVoters voters, int more) {
    int before = voters.acknowledged().size();
    await().atMost(PATIENCE).until(() -> voters.acknowledged().size() >= before + more);
  }

  /// Both routers, and a fold of the stream as it is now.
  private static void equal(CrashFleet fleet) throws Exception {
    String config = fleet.config(0).toString();
    assertThat(RouterMain.execute("policy", "snapshot", "--config", config)).isZero();
    String fold = fleet.snapshots(0).at("/snapshots/0/name").asText();
    assertThat(fleet.fingerprint(0)).isEqualTo(fold);
    assertThat(fleet.fingerprint(1)).isEqualTo(fold);
  }
}
