package dev.pointsman.feedback.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection to the Redis of the configuration: our own embedded one, or a server elsewhere.
///
/// Commands go over one shared connection that comes back by itself; while it is away they fail at
/// once, and one that is not answered fails after two seconds. Any thread. The URL may hold a
/// password, which no message or log line repeats.
public final class RedisConnection implements AutoCloseable {

  public static final String EMBEDDED = "embedded";

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(2);
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_UNANSWERED = 100_000;

  private final ClientResources resources;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> shared;
  private final RedisURI uri;
  private final @Nullable EmbeddedRedis embedded;

  private RedisConnection(
      RedisURI uri, @Nullable EmbeddedRedis embedded, Optional<EventLoopGroup> loops) {
    this.uri = uri;
    this.embedded = embedded;
    DefaultClientResources.Builder builder =
        DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .nettyCustomizer(new RedisWire())
            .reconnectDelay(
                Delay.exponential(
                    Duration.ofMillis(10), Duration.ofMillis(500), 2, TimeUnit.MILLISECONDS));
    loops.ifPresent(group -> builder.eventLoopGroupProvider(new BorrowedLoops(group, 2)));
    this.resources = builder.build();
    uri.setTimeout(ANSWER_PATIENCE);
    this.client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MAX_UNANSWERED)
            .timeoutOptions(TimeoutOptions.enabled())
            .socketOptions(
                SocketOptions.builder().connectTimeout(CONNECT_PATIENCE).keepAlive(true).build())
            .build());
    try {
      this.shared = client.connect();
    } catch (RedisException e) {
      shutDown();
      throw new RedisStartException(
          "cannot reach Redis at " + address(uri) + ": " + reason(e) + "; see redis.url", e);
    }
  }

  /// `embedded` starts a server in the data directory; else `redis://` or `rediss://` (TLS), host,
  /// port, and user and password where needed.
  public static RedisConnection open(String url, Path dataDir) {
    return open(url, dataDir, Optional.empty());
  }

  /// The same on event loops of the caller's, whose answers then come on them: nothing that runs
  /// there may wait for Redis. They must outlive the connection.
  public static RedisConnection open(String url, Path dataDir, Optional<EventLoopGroup> loops) {
    if (url.equals(EMBEDDED)) {
      return open(EmbeddedRedis.start(dataDir), loops);
    }
    RedisConnection connection = new RedisConnection(parse(url), null, loops);
    connection.warnUnlessDurable();
    return connection;
  }

  /// The same for one who only looks: an embedded server that another process runs on the data
  /// directory is joined, not refused; else it is started. A directory without data is refused.
  public static RedisConnection visit(String url, Path dataDir) {
    if (!url.equals(EMBEDDED)) {
      return new RedisConnection(parse(url), null, Optional.empty());
    }
    Optional<RedisURI> running = EmbeddedRedis.running(dataDir);
    return running.isPresent()
        ? new RedisConnection(running.get(), null, Optional.empty())
        : open(EmbeddedRedis.start(dataDir));
  }

  /// Takes over the server: it is ended with the connection.
  static RedisConnection open(EmbeddedRedis redis) {
    return open(redis, Optional.empty());
  }

  private static RedisConnection open(EmbeddedRedis redis, Optional<EventLoopGroup> loops) {
    RedisURI uri =
        RedisURI.Builder.redis("127.0.0.1", redis.port())
            .withPassword(redis.password().toCharArray())
            .build();
    try {
      return new RedisConnection(uri, redis, loops);
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  /// The shared connection's commands, for parts that keep other things in the same Redis.
  public RedisClusterAsyncCommands<String, String> commands() {
    return shared.async();
  }

  /// Whether the connection stands now.
  public boolean isOpen() {
    return shared.isOpen();
  }

  /// Host and port, without secrets.
  public String address() {
    return address(uri);
  }

  public Optional<EmbeddedRedis> embedded() {
    return Optional.ofNullable(embedded);
  }

  /// A secret all routers on this Redis share: made by the first that asks.
  public byte[] sharedSecret(String name, Supplier<byte[]> make) {
    String key = "pm:secret:" + name;
    String made = Base64.getEncoder().encodeToString(make.get());
    shared.sync().set(key, made, SetArgs.Builder.nx());
    String kept = shared.sync().get(key);
    if (kept == null) {
      throw new RedisStartException("Redis at " + address() + " did not keep " + key);
    }
    return Base64.getDecoder().decode(kept);
  }

  /// A further connection, for commands that wait; its values are bytes.
  StatefulRedisConnection<String, byte[]> connect() {
    return client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
  }

  /// Ends the connections, then the embedded server, if any.
  @Override
  public void close() {
    shutDown();
    if (embedded != null) {
      embedded.close();
    }
  }

  private void shutDown() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    resources.shutdown(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private static RedisURI parse(String url) {
    boolean isKnown = url.startsWith("redis://") || url.startsWith("rediss://");
    try {
      if (isKnown) {
        return RedisURI.create(url);
      }
    } catch (IllegalArgumentException e) {
      // Its message may repeat the URL and so a password.
      LOG.debug("redis.url cannot be read");
    }
    throw new RedisStartException(
        "redis.url must be 'embedded' or redis://[user:password@]host[:port] (rediss:// for TLS)");
  }

  private void warnUnlessDurable() {
    try {
      String policy = shared.sync().configGet("appendfsync").getOrDefault("appendfsync", "?");
      String log = shared.sync().configGet("appendonly").getOrDefault("appendonly", "?");
      if (!policy.equals("always") || !log.equals("yes")) {
        LOG.warn(
            "Redis at {} has appendonly {} and appendfsync {}: acknowledged feedback survives a"
                + " crash of Redis only with yes and always",
            address(),
            log,
            policy);
      }
    } catch (RedisException e) {
      LOG.warn("Redis at {} does not say how durable it is: {}", address(), reason(e));
    }
  }

  private static String address(RedisURI uri) {
    return uri.getHost() + ":" + uri.getPort();
  }

  private static String reason(RedisException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
