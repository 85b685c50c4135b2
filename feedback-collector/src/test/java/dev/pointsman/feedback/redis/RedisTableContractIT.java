package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTableContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisTableContractIT extends SharedTableContract {

  @RegisterExtension static final TestRedis REDIS = TestRedis.installed();
  private static RedisConnection other;

  @BeforeAll
  static void visit() {
    other = REDIS.visit();
  }

  @AfterAll
  static void leave() {
    other.close();
  }

  @BeforeEach
  void clear() {
    REDIS.emptied();
  }

  @Override
  protected List<SharedTable> open() {
    return List.of(new RedisTable(REDIS.connection(), "test"), new RedisTable(other, "test"));
  }
}
