package dev.pointsman.feedback.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection to the Redis of the configuration: our own embedded one, or a server elsewhere.
///
/// Commands go over one shared connection that comes back by itself; while it is away they fail at
/// once, and one that is not answered fails after two seconds. Opening waits for a server that
/// reads its log, and fails at once when there is none. Any thread. The URL may hold a password,
/// which no message or log line repeats.
public final class RedisConnection implements AutoCloseable {

  public static final String EMBEDDED = "embedded";

  /// Before the nodes of a cluster, which have commas between them.
  public static final String CLUSTER = "cluster:";

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);
  private static final Duration LOADING_PAUSE = Duration.ofMillis(100);
  private static final long TRIES_A_REPORT = 50;

  private final ClientResources resources;
  private final RedisLink link;
  private final RedisPlace place;
  private final @Nullable EmbeddedRedis embedded;

  private RedisConnection(
      RedisPlace place, @Nullable EmbeddedRedis embedded, Optional<EventLoopGroup> loops) {
    this.place = place;
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
    try {
      this.link = linked();
    } catch (RedisException e) {
      endResources();
      throw new RedisStartException(
          "cannot reach Redis at " + place.address() + ": " + reason(e) + "; see redis.url", e);
    }
  }

  /// Waits for a server that has begun to read its log: it will answer.
  private RedisLink linked() {
    for (long tried = 0; ; tried++) {
      try {
        return place.isCluster()
            ? ClusterLink.open(resources, place.nodes())
            : ServerLink.open(resources, place.nodes().getFirst());
      } catch (RedisException e) {
        if (!reason(e).startsWith("LOADING") || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        if (tried % TRIES_A_REPORT == 0) {
          LOG.info("Redis at {} reads its log; waiting", place.address());
        }
        LockSupport.parkNanos(LOADING_PAUSE.toNanos());
      }
    }
  }

  /// `embedded` starts a server in the data directory; else `redis://` or `rediss://` (TLS), host,
  /// port, and user and password where needed; or {@link #CLUSTER} and such addresses of nodes.
  public static RedisConnection open(String url, Path dataDir) {
    return open(url, dataDir, Optional.empty());
  }

  /// The same on event loops of the caller's, whose answers then come on them: nothing that runs
  /// there may wait for Redis. They must outlive the connection.
  public static RedisConnection open(String url, Path dataDir, Optional<EventLoopGroup> loops) {
    if (url.equals(EMBEDDED)) {
      return open(EmbeddedRedis.start(dataDir), loops);
    }
    RedisConnection connection = new RedisConnection(RedisPlace.parse(url), null, loops);
    connection.warnUnlessDurable();
    return connection;
  }

  /// The same for one who only looks: an embedded server that another process runs on the data
  /// directory is joined, not refused; else it is started. A directory without data is refused.
  public static RedisConnection visit(String url, Path dataDir) {
    if (!url.equals(EMBEDDED)) {
      return new RedisConnection(RedisPlace.parse(url), null, Optional.empty());
    }
    Optional<RedisURI> running = EmbeddedRedis.running(dataDir);
    return running.isPresent()
        ? new RedisConnection(RedisPlace.of(running.get()), null, Optional.empty())
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
      return new RedisConnection(RedisPlace.of(uri), redis, loops);
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  /// The shared connection's commands, for parts that keep other things in the same Redis.
  public RedisClusterAsyncCommands<String, String> commands() {
    return link.async();
  }

  /// Whether the connection stands now.
  public boolean isOpen() {
    return link.isOpen();
  }

  /// Host and port, without secrets.
  public String address() {
    return place.address();
  }

  public Optional<EmbeddedRedis> embedded() {
    return Optional.ofNullable(embedded);
  }

  /// A secret all routers on this Redis share: made by the first that asks.
  public byte[] sharedSecret(String name, Supplier<byte[]> make) {
    String key = "pm:secret:" + name;
    String made = Base64.getEncoder().encodeToString(make.get());
    link.sync().set(key, made, SetArgs.Builder.nx());
    String kept = link.sync().get(key);
    if (kept == null) {
      throw new RedisStartException("Redis at " + address() + " did not keep " + key);
    }
    return Base64.getDecoder().decode(kept);
  }

  /// A further connection, for commands on this key that wait; its values are bytes.
  RedisLink.Stream connect(String key) {
    return link.stream(key);
  }

  /// Ends the connections, then the embedded server, if any.
  @Override
  public void close() {
    link.close();
    endResources();
    if (embedded != null) {
      embedded.close();
    }
  }

  private void endResources() {
    resources.shutdown(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private void warnUnlessDurable() {
    try {
      String policy = link.sync().configGet("appendfsync").getOrDefault("appendfsync", "?");
      String log = link.sync().configGet("appendonly").getOrDefault("appendonly", "?");
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

  private static String reason(RedisException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
