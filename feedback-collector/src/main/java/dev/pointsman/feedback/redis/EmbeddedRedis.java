package dev.pointsman.feedback.redis;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Redis server of our own: a child process on a free loopback port with a random password.
///
/// Every write is on disk before it is answered (append-only file, `appendfsync always`), in the
/// folder `redis` of the data directory, which no other instance may use meanwhile. That file is
/// rewritten at 512 MB, not sooner, and uncompressed: a rewrite takes a core and the disk from
/// those who wait. The server ends with this JVM, also when that is killed; when the server itself
/// dies it is started again on the same port. `start` returns when the server answers, which takes
/// as long as reading its log.
public final class EmbeddedRedis implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final Pattern STAMP = Pattern.compile("^\\d+:[A-Z] .*? [#*-] ");
  private static final Pattern COMPLAINT =
      Pattern.compile("(?i)^(?!warning).*(fail|error|bad |fatal|can't|cannot|could not|unable)");
  private static final int PORTS_TO_TRY = 5;
  private static final int MULTI_PART_LOG = 700;
  private static final Duration SILENCE_ALLOWED = Duration.ofSeconds(30);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
  private static final long LOG_LIMIT_BYTES = 4 << 20;

  private final DataDirectory directory;
  private final Path folder;
  private final RedisBinary binary;
  private final String password;
  private int port;
  private volatile RedisProcess process;
  private volatile boolean isClosed;

  private EmbeddedRedis(
      DataDirectory directory, Path folder, RedisBinary binary, IntSupplier ports) {
    this.directory = directory;
    this.folder = folder;
    this.binary = binary;
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    this.password = HexFormat.of().formatHex(random);
    this.process = firstStart(ports);
  }

  public static EmbeddedRedis start(Path dataDir) {
    DataDirectory directory = DataDirectory.lock(dataDir);
    try {
      return start(directory, RedisBinary.find(directory.folder("redis")), EmbeddedRedis::freePort);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /// Where the server stands that some process runs on a data directory now, by the configuration
  /// that only its owner can read; empty when none answers there.
  static Optional<RedisURI> running(Path dataDir) {
    Path file = dataDir.resolve("redis").resolve("redis.conf");
    Map<String, String> settings = new HashMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(
          line -> {
            int space = line.indexOf(' ');
            if (space > 0) {
              settings.put(line.substring(0, space), line.substring(space + 1));
            }
          });
    } catch (NoSuchFileException e) {
      throw new RedisStartException(
          "no Pointsman has kept data in " + dataDir + "; name the folder that one was given", e);
    } catch (IOException | UncheckedIOException e) {
      throw new RedisStartException("cannot read " + file + ": check its rights", e);
    }
    String port = settings.getOrDefault("port", "");
    String password = settings.getOrDefault("requirepass", "");
    if (!port.matches("\\d{1,5}") || password.isEmpty()) {
      return Optional.empty();
    }
    RedisProbe.Readiness readiness = new RedisProbe(Integer.parseInt(port), password).ask();
    return readiness.state() == RedisProbe.State.READY
        ? Optional.of(
            RedisURI.Builder.redis("127.0.0.1", Integer.parseInt(port))
                .withPassword(password.toCharArray())
                .build())
        : Optional.empty();
  }

  static EmbeddedRedis start(DataDirectory directory, RedisBinary binary, IntSupplier ports) {
    Path folder = directory.folder("redis");
    RedisProcess.awaitLeftover(folder);
    if (binary.version() < MULTI_PART_LOG && Files.exists(folder.resolve("appendonlydir"))) {
      throw new RedisStartException(
          "the data in "
              + folder
              + " was written by Redis 7 or later, which "
              + binary.file()
              + " ("
              + binary.versionText()
              + ") cannot read; put redis-server or valkey-server 7.2 or later on PATH");
    }
    EmbeddedRedis redis = new EmbeddedRedis(directory, folder, binary, ports);
    LOG.info(
        "Redis {} on 127.0.0.1:{}, data in {}", binary.versionText(), redis.port, redis.folder);
    Thread.ofPlatform().daemon().name("pointsman-redis-watch").start(redis::restartWhenItDies);
    return redis;
  }

  public int port() {
    return port;
  }

  /// The server's process, which changes when it had to be started again.
  public long pid() {
    return process.pid();
  }

  /// Version as major x 100 + minor.
  public int version() {
    return binary.version();
  }

  String password() {
    return password;
  }

  /// Ends the server after its last write and frees the data directory.
  @Override
  public void close() {
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      process.stop(STOP_PATIENCE);
    }
    directory.close();
  }

  private RedisProcess firstStart(IntSupplier ports) {
    for (int attempt = 1; ; attempt++) {
      port = ports.getAsInt();
      configure();
      long logged = shortenedLog();
      RedisProcess started = RedisProcess.start(binary, folder);
      if (awaitReady(started)) {
        return started;
      }
      String why = lastWords(logged);
      if (attempt == PORTS_TO_TRY || !why.contains("listening")) {
        throw new RedisStartException(
            binary.file()
                + " did not start: "
                + why
                + "; its log is "
                + folder.resolve("redis.log"));
      }
    }
  }

  private void restartWhenItDies() {
    long pauseMillis = 50;
    try {
      while (true) {
        int status = process.awaitExit();
        synchronized (this) {
          if (isClosed) {
            return;
          }
          LOG.warn("Redis ended with status {}; it is started again", status);
          process = RedisProcess.start(binary, folder);
        }
        pauseMillis = awaitReady(process) ? 50 : Math.min(5_000, pauseMillis * 2);
        Thread.sleep(pauseMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RedisStartException e) {
      LOG.error("Redis cannot be started again: {}", e.getMessage());
    }
  }

  /// False when the process ended instead.
  private boolean awaitReady(RedisProcess started) {
    RedisProbe probe = new RedisProbe(port, password);
    long heard = System.nanoTime();
    long reported = heard;
    while (started.isAlive() && !isClosed) {
      RedisProbe.Readiness readiness = probe.ask();
      long now = System.nanoTime();
      if (readiness.state() == RedisProbe.State.READY) {
        return true;
      }
      if (readiness.state() == RedisProbe.State.LOADING) {
        heard = now;
        if (now - reported > REPORT_EVERY.toNanos()) {
          reported = now;
          LOG.info("Redis is reading its log: {} %", readiness.percent());
        }
      }
      if (now - heard > SILENCE_ALLOWED.toNanos()) {
        started.stop(Duration.ZERO);
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return false;
  }

  private void configure() {
    String configuration =
        """
        bind 127.0.0.1
        port %d
        requirepass %s
        dir ./
        save ""
        appendonly yes
        appendfsync always
        auto-aof-rewrite-min-size 512mb
        rdbcompression no
        maxmemory-policy noeviction
        """
            .formatted(port, password);
    Path file = folder.resolve("redis.conf");
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, ownerOnly);
      Files.writeString(file, configuration);
    } catch (IOException e) {
      throw new RedisStartException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  static int freePort() {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new RedisStartException("no free port on 127.0.0.1 for Redis: " + e.getMessage(), e);
    }
  }

  private long shortenedLog() {
    Path log = folder.resolve("redis.log");
    try {
      if (!Files.exists(log)) {
        return 0;
      }
      if (Files.size(log) > LOG_LIMIT_BYTES) {
        Files.delete(log);
        return 0;
      }
      return Files.size(log);
    } catch (IOException e) {
      throw new RedisStartException("cannot write " + log + ": " + e.getMessage(), e);
    }
  }

  /// Why the server gave up, by its log from this place on: the first complaint that is more than a
  /// warning, without the time stamp; else its last line.
  private String lastWords(long from) {
    try (RandomAccessFile log = new RandomAccessFile(folder.resolve("redis.log").toFile(), "r")) {
      long start = Math.max(from, log.length() - 8_192);
      byte[] tail = new byte[Math.toIntExact(log.length() - start)];
      log.seek(start);
      log.readFully(tail);
      List<String> lines =
          new String(tail, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
      return lines.stream()
          .map(line -> STAMP.matcher(line).replaceFirst(""))
          .filter(words -> COMPLAINT.matcher(words).find())
          .findFirst()
          .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
    } catch (IOException e) {
      return "it said nothing";
    }
  }
}
