package dev.pointsman.feedback.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;

/// The one shared connection to a server, or to a cluster, and further ones for who waits. Any
/// thread.
sealed interface RedisLink extends AutoCloseable permits ServerLink, ClusterLink {

  RedisCodec<String, byte[]> BYTES = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  Duration ANSWER_PATIENCE = Duration.ofSeconds(2);
  Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
  int MAX_UNANSWERED = 100_000;

  RedisClusterAsyncCommands<String, String> async();

  RedisClusterCommands<String, String> sync();

  /// Whether commands would be sent now.
  boolean isOpen();

  /// A connection for one reader of this key, whose commands may wait; its values are bytes.
  Stream stream(String key);

  /// `connection` has the patience and is to be closed.
  record Stream(
      StatefulConnection<String, byte[]> connection,
      RedisClusterCommands<String, byte[]> commands) {}

  /// Commands fail at once while the connection is away, and after a while without an answer.
  static <B extends ClientOptions.Builder> B patient(B builder) {
    builder
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MAX_UNANSWERED)
        .timeoutOptions(TimeoutOptions.enabled())
        .socketOptions(
            SocketOptions.builder().connectTimeout(CONNECT_PATIENCE).keepAlive(true).build());
    return builder;
  }

  @Override
  void close();
}
