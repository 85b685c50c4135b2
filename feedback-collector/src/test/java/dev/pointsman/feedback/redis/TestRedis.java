package dev.pointsman.feedback.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The Redis of a test class, started before its first test in a folder of its own, gone after its
/// last. To be registered in a static field.
@SuppressWarnings("NullAway.Init") // begun before the first test
final class TestRedis implements BeforeAllCallback, AfterAllCallback {

  private final Function<Path, RedisConnection> start;
  private Path folder;
  private RedisConnection connection;

  private TestRedis(Function<Path, RedisConnection> start) {
    this.start = start;
  }

  /// What a router here would start.
  static TestRedis installed() {
    return new TestRedis(data -> RedisConnection.open(RedisConnection.EMBEDDED, data));
  }

  /// The oldest there may be, 6.2.
  static TestRedis bundled() {
    return new TestRedis(
        data -> {
          DataDirectory directory = DataDirectory.lock(data);
          RedisBinary binary = RedisBinary.bundled(directory.folder("redis"));
          return RedisConnection.open(
              EmbeddedRedis.start(directory, binary, EmbeddedRedis::freePort));
        });
  }

  RedisConnection connection() {
    return connection;
  }

  /// Another of another replica's, to be closed by the caller.
  RedisConnection visit() {
    return RedisConnection.visit(RedisConnection.EMBEDDED, folder);
  }

  RedisClusterAsyncCommands<String, String> commands() {
    return connection.commands();
  }

  /// The connection, nothing in the server.
  RedisConnection emptied() {
    commands().flushall().toCompletableFuture().join();
    return connection;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("test-redis");
    connection = start.apply(folder);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    connection.close();
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
