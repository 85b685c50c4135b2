package dev.pointsman.feedback.redis;

import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where Redis stands: one server, or some nodes of a cluster, which name the others.
record RedisPlace(List<RedisURI> nodes, boolean isCluster) {

  private static final Logger LOG = LoggerFactory.getLogger(RedisPlace.class);

  RedisPlace {
    nodes = List.copyOf(nodes);
  }

  static RedisPlace of(RedisURI server) {
    return new RedisPlace(List.of(server), false);
  }

  /// A URL, or `cluster:` and those of nodes, with a comma between them, whose `redis://` may be
  /// left off.
  static RedisPlace parse(String url) {
    if (!url.startsWith(RedisConnection.CLUSTER)) {
      return of(uri(url));
    }
    List<RedisURI> nodes = new ArrayList<>();
    for (String node : url.substring(RedisConnection.CLUSTER.length()).split(",", -1)) {
      nodes.add(uri(node.contains("://") ? node : "redis://" + node));
    }
    return new RedisPlace(nodes, true);
  }

  /// Hosts and ports, without secrets.
  String address() {
    return nodes.stream()
        .map(node -> node.getHost() + ":" + node.getPort())
        .collect(Collectors.joining(","));
  }

  private static RedisURI uri(String url) {
    boolean isKnown = url.startsWith("redis://") || url.startsWith("rediss://");
    try {
      if (isKnown) {
        return RedisURI.create(url);
      }
    } catch (IllegalArgumentException e) {
      // Its message may repeat the URL and so a password.
      LOG.debug("the address of Redis cannot be read");
    }
    throw new RedisStartException(
        "redis.url must be 'embedded' or redis://[user:password@]host[:port] (rediss:// for TLS),"
            + " and redis.cluster a list of host:port or such addresses");
  }
}
