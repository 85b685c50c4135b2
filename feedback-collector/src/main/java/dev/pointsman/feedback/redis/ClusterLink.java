package dev.pointsman.feedback.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.resource.ClientResources;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// To the masters of a cluster; follows slots that move and masters that are replaced.
///
/// All keys of a route stand on one slot, and so on one master. The cluster counts as open while a
/// node that is asked each second says that every slot is served.
final class ClusterLink implements RedisLink {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterLink.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration REFRESH_EVERY = Duration.ofSeconds(30);

  private final RedisClusterClient client;
  private final StatefulRedisClusterConnection<String, String> shared;
  private final ScheduledFuture<?> looking;
  private volatile boolean isServed = true;

  private ClusterLink(RedisClusterClient client, ClientResources resources) {
    this.client = client;
    this.shared = client.connect();
    shared.getPartitions().stream()
        .filter(node -> node.getRole().isUpstream())
        .forEach(master -> reach(shared, master));
    this.looking =
        resources
            .eventExecutorGroup()
            .scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Throws {@link RedisException} when none of the nodes answers.
  static ClusterLink open(ClientResources resources, List<RedisURI> nodes) {
    nodes.forEach(node -> node.setTimeout(ANSWER_PATIENCE));
    RedisClusterClient client = RedisClusterClient.create(resources, nodes);
    client.setOptions(
        RedisLink.patient(ClusterClientOptions.builder())
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enablePeriodicRefresh(REFRESH_EVERY)
                    .adaptiveRefreshTriggersTimeout(LOOK_EVERY)
                    .build())
            .build());
    try {
      return new ClusterLink(client, resources);
    } catch (RedisException e) {
      client.shutdown(Duration.ZERO, CONNECT_PATIENCE);
      throw e;
    }
  }

  @Override
  public RedisClusterAsyncCommands<String, String> async() {
    return shared.async();
  }

  @Override
  public RedisClusterCommands<String, String> sync() {
    return shared.sync();
  }

  @Override
  public boolean isOpen() {
    return isServed;
  }

  @Override
  public Stream stream(String key) {
    StatefulRedisClusterConnection<String, byte[]> connection = client.connect(BYTES);
    reach(connection, connection.getPartitions().getMasterBySlot(SlotHash.getSlot(key)));
    return new Stream(connection, connection.sync());
  }

  @Override
  public void close() {
    looking.cancel(false);
    client.shutdown(Duration.ZERO, CONNECT_PATIENCE);
  }

  /// Nodes are connected to when first asked, and what is asked meanwhile is rejected; so before.
  /// One that is down now is connected to later.
  private static void reach(
      StatefulRedisClusterConnection<?, ?> connection, @Nullable RedisClusterNode node) {
    if (node == null) {
      return;
    }
    RedisURI uri = node.getUri();
    try {
      connection
          .getConnectionAsync(uri.getHost(), uri.getPort())
          .orTimeout(CONNECT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      LOG.warn(
          "Redis node {}:{} does not answer yet: {}", uri.getHost(), uri.getPort(), e.toString());
    }
  }

  private void look() {
    shared
        .async()
        .clusterInfo()
        .whenComplete(
            (info, failure) -> isServed = failure == null && info.contains("cluster_state:ok"));
  }
}
