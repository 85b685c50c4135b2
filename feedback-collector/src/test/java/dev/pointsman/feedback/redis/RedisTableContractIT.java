package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTableContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RedisTableContractIT extends SharedTableContract {

  @TempDir static Path data;
  private static RedisConnection one;
  private static RedisConnection other;

  @BeforeAll
  static void startRedis() {
    one = RedisConnection.open(RedisConnection.EMBEDDED, data);
    other = RedisConnection.visit(RedisConnection.EMBEDDED, data);
  }

  @AfterAll
  static void stopRedis() {
    other.close();
    one.close();
  }

  @BeforeEach
  void clear() {
    one.commands().flushall().toCompletableFuture().join();
  }

  @Override
  protected List<SharedTable> open() {
    return List.of(new RedisTable(one, "test"), new RedisTable(other, "test"));
  }
}
