package dev.pointsman.router.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.feedback.redis.EmbeddedRedis;
import dev.pointsman.feedback.redis.RedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Three masters of a Redis Cluster that share the slots evenly, and two replicas of the one that
/// has a route's keys.
final class ClusterOfRedis implements AutoCloseable {

  private static final int MASTERS = 3;
  private static final int REPLICAS = 2;
  private static final int BUS_OFFSET = 10_000;
  private static final int SLOTS = SlotHash.SLOT_COUNT;
  private static final String PASSWORD = "of-a-test";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern OFFSET =
      Pattern.compile("(?m)^slave\\d+:.*state=online,offset=(\\d+)");
  private static final Pattern WRITTEN = Pattern.compile("(?m)^master_repl_offset:(\\d+)");

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<RedisConnection> nodes = new ArrayList<>();
  private final int least;
  private final String program;
  private final int master;

  /// `least`: how many replicas a master must hear of to take writes.
  ClusterOfRedis(Path folder, String route, int least) throws IOException {
    this.folder = folder;
    this.least = least;
    int slot = SlotHash.getSlot("pm:{" + route + "}:rewards");
    this.master = IntStream.range(0, MASTERS).filter(i -> slot < end(i)).findFirst().orElseThrow();
    this.program = program();
    for (int i = 0; i < MASTERS + REPLICAS; i++) {
      configure(Files.createDirectories(home(i)));
      processes.add(run(i));
    }
    for (int port : ports) {
      nodes.add(connected(port));
    }
    join();
  }

  /// As a configuration's section `redis`.
  String section() {
    return "cluster: ["
        + ports.stream()
            .map(port -> "\"redis://:" + PASSWORD + "@127.0.0.1:" + port + "\"")
            .collect(Collectors.joining(", "))
        + "]";
  }

  RedisConnection connect() {
    return RedisConnection.open(
        RedisConnection.CLUSTER
            + ports.stream()
                .map(port -> "redis://:" + PASSWORD + "@127.0.0.1:" + port)
                .collect(Collectors.joining(",")),
        folder);
  }

  /// kill -9 of the route's master.
  void killMaster() {
    processes.get(master).destroyForcibly();
  }

  void killReplicas() {
    replicas().forEach(i -> processes.get(i).destroyForcibly().onExit().join());
  }

  /// On what they had written.
  void restartReplicas() {
    replicas().forEach(i -> processes.set(i, run(i)));
  }

  /// Waits until both replicas have all that the master has written until now.
  void awaitReplicas() {
    Matcher written = WRITTEN.matcher(replication(master));
    if (!written.find()) {
      throw new IllegalStateException("the master does not say how far it has written");
    }
    long wanted = Long.parseLong(written.group(1));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String info = replication(master);
              assertThat(OFFSET.matcher(info).results())
                  .as(info)
                  .filteredOn(found -> Long.parseLong(found.group(1)) >= wanted)
                  .hasSize(REPLICAS);
            });
  }

  /// Waits until a replica has taken the master's place.
  void awaitFailover() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                replicas()
                        .mapToObj(this::replication)
                        .anyMatch(info -> info.contains("role:master"))
                    && done(commands((master + 1) % MASTERS).clusterInfo())
                        .contains("cluster_state:ok"));
  }

  private void join() {
    for (int i = 0; i < MASTERS; i++) {
      done(commands(i).clusterAddSlots(IntStream.range(end(i - 1), end(i)).toArray()));
    }
    for (int i = 0; i < nodes.size(); i++) {
      done(commands(i).clusterSetConfigEpoch(i + 1));
      done(commands(i).clusterMeet("127.0.0.1", ports.getFirst()));
    }
    String id = done(commands(master).clusterMyId());
    replicas()
        .forEach(
            i ->
                await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> done(commands(i).clusterReplicate(id)).equals("OK")));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                IntStream.range(0, nodes.size())
                    .allMatch(i -> done(commands(i).clusterInfo()).contains("cluster_state:ok")));
    awaitReplicas();
  }

  private void configure(Path home) throws IOException {
    boolean isOfRoute = ports.size() == master || ports.size() >= MASTERS;
    int port = RouterProcess.freePort();
    while (port + BUS_OFFSET > 65_535) {
      port = RouterProcess.freePort();
    }
    ports.add(port);
    Files.writeString(
        home.resolve("redis.conf"),
        """
        bind 127.0.0.1
        port %d
        requirepass %s
        masterauth %2$s
        save ""
        appendonly yes
        appendfsync always
        cluster-enabled yes
        cluster-node-timeout 5000
        cluster-replica-validity-factor 0
        cluster-migration-barrier 9
        repl-diskless-sync-delay 0
        min-replicas-to-write %d
        """
            .formatted(port, PASSWORD, isOfRoute ? least : 0));
  }

  private Process run(int node) {
    try {
      return new ProcessBuilder(program, "redis.conf")
          .directory(home(node).toFile())
          .redirectErrorStream(true)
          .redirectOutput(home(node).resolve("log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path home(int node) {
    return folder.resolve("node-" + node);
  }

  private static IntStream replicas() {
    return IntStream.range(MASTERS, MASTERS + REPLICAS);
  }

  private RedisConnection connected(int port) {
    String url = "redis://:" + PASSWORD + "@127.0.0.1:" + port;
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> RedisConnection.open(url, folder), found -> true);
  }

  /// The program that the embedded server found or brought.
  private String program() {
    try (EmbeddedRedis server = EmbeddedRedis.start(folder.resolve("program"))) {
      return ProcessHandle.of(server.pid()).flatMap(p -> p.info().command()).orElseThrow();
    }
  }

  private static int end(int master) {
    return (master + 1) * SLOTS / MASTERS;
  }

  private String replication(int node) {
    return done(commands(node).info("replication"));
  }

  private RedisClusterAsyncCommands<String, String> commands(int node) {
    return nodes.get(node).commands();
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @Override
  public void close() {
    nodes.forEach(RedisConnection::close);
    processes.forEach(Process::destroyForcibly);
  }
}
