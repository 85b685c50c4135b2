package dev.pointsman.feedback.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/// Masters of a Redis Cluster on loopback that share the slots evenly, each in a process of the
/// program that is found or bundled.
final class TestCluster implements AutoCloseable {

  private static final int SLOTS = 16_384;
  private static final int BUS_OFFSET = 10_000;
  private static final String PASSWORD = "of-a-test";

  private final List<Node> nodes = new ArrayList<>();

  private record Node(int port, RedisProcess process) {
    RedisURI uri() {
      return RedisURI.Builder.redis("127.0.0.1", port).withPassword(PASSWORD.toCharArray()).build();
    }
  }

  static TestCluster start(Path folder, int masters) {
    TestCluster cluster = new TestCluster();
    try {
      RedisBinary binary = RedisBinary.find(Files.createDirectories(folder));
      for (int i = 0; i < masters; i++) {
        cluster.nodes.add(node(binary, Files.createDirectories(folder.resolve("node-" + i))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cluster.join();
    return cluster;
  }

  /// As a configuration's `redis.cluster` is read.
  String url() {
    return RedisConnection.CLUSTER
        + nodes.stream()
            .map(node -> "redis://:" + PASSWORD + "@127.0.0.1:" + node.port())
            .collect(Collectors.joining(","));
  }

  /// kill -9 of the nth master.
  void kill(int n) {
    ProcessHandle.of(nodes.get(n).process().pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  /// Starts it again on what it had written.
  void restart(Path folder, int n) {
    Path home = folder.resolve("node-" + n);
    RedisProcess.awaitLeftover(home);
    RedisProcess process = RedisProcess.start(RedisBinary.find(folder), home);
    nodes.set(n, new Node(nodes.get(n).port(), process));
  }

  /// Whether every slot is served, as every node says.
  boolean isServed() {
    return nodes.stream().allMatch(node -> said(node).contains("cluster_state:ok"));
  }

  /// How many keys each master holds.
  List<Long> keys() {
    return nodes.stream()
        .map(node -> Long.valueOf(with(node, connection -> "" + connection.sync().dbsize())))
        .toList();
  }

  @Override
  public void close() {
    nodes.forEach(node -> node.process().stop(Duration.ofSeconds(5)));
  }

  private static Node node(RedisBinary binary, Path home) throws IOException {
    int port = EmbeddedRedis.freePort();
    while (port + BUS_OFFSET > 65_535) {
      port = EmbeddedRedis.freePort();
    }
    Files.writeString(
        home.resolve("redis.conf"),
        """
        bind 127.0.0.1
        port %d
        requirepass %s
        masterauth %s
        dir ./
        save ""
        appendonly yes
        appendfsync always
        cluster-enabled yes
        cluster-node-timeout 2000
        """
            .formatted(port, PASSWORD, PASSWORD));
    return new Node(port, RedisProcess.start(binary, home));
  }

  private void join() {
    Awaitility.await().until(() -> nodes.stream().noneMatch(node -> said(node).isEmpty()));
    for (int i = 0; i < nodes.size(); i++) {
      int from = i * SLOTS / nodes.size();
      int to = (i + 1) * SLOTS / nodes.size();
      int epoch = i + 1;
      int first = nodes.getFirst().port();
      with(
          nodes.get(i),
          connection -> {
            connection.sync().clusterAddSlots(IntStream.range(from, to).toArray());
            connection.sync().clusterSetConfigEpoch(epoch);
            return connection.sync().clusterMeet("127.0.0.1", first);
          });
    }
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::isServed);
  }

  private static String said(Node node) {
    try {
      return with(node, connection -> connection.sync().clusterInfo());
    } catch (RedisException notYet) {
      return "";
    }
  }

  private interface Ask {
    String of(StatefulRedisConnection<String, String> connection);
  }

  private static String with(Node node, Ask ask) {
    try (RedisClient client = RedisClient.create(node.uri());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return ask.of(connection);
    }
  }
}
