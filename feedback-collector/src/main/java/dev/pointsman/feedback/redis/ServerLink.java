package dev.pointsman.feedback.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;

/// To one server.
final class ServerLink implements RedisLink {

  private final RedisClient client;
  private final StatefulRedisConnection<String, String> shared;

  private ServerLink(RedisClient client) {
    this.client = client;
    this.shared = client.connect();
  }

  /// Throws {@link RedisException} when the server does not answer.
  static ServerLink open(ClientResources resources, RedisURI uri) {
    uri.setTimeout(ANSWER_PATIENCE);
    RedisClient client = RedisClient.create(resources, uri);
    client.setOptions(RedisLink.patient(ClientOptions.builder()).build());
    try {
      return new ServerLink(client);
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
    return shared.isOpen();
  }

  @Override
  public Stream stream(String key) {
    StatefulRedisConnection<String, byte[]> connection = client.connect(BYTES);
    return new Stream(connection, connection.sync());
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, CONNECT_PATIENCE);
  }
}
