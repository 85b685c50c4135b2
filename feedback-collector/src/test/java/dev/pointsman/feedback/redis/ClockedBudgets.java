package dev.pointsman.feedback.redis;

import java.time.Duration;
import java.util.Map;

/// Budgets in a real Redis whose script reads a test's clock in place of the server's.
final class ClockedBudgets {

  private static final String CLOCK = RedisBudgetStore.PREFIX + "clock";
  private static final LuaScript SCRIPT =
      LuaScript.of(
          LuaScript.read("budget")
              .text()
              .replace(
                  "redis.call('TIME')",
                  "redis.call('HMGET', KEYS[1]:sub(1, -5) .. 'clock', 's', 'us')"));

  private ClockedBudgets() {}

  /// A store on an emptied server that does not wait for its disk.
  static RedisBudgetStore open(RedisConnection redis) {
    redis.commands().flushall().toCompletableFuture().join();
    redis.commands().configSet("appendfsync", "no").toCompletableFuture().join();
    return new RedisBudgetStore(redis, SCRIPT, Duration.ZERO);
  }

  static void clock(RedisConnection redis, long millis) {
    String seconds = Long.toString(Math.floorDiv(millis, 1000));
    String micros = Long.toString(Math.floorMod(millis, 1000) * 1000L);
    redis.commands().hset(CLOCK, Map.of("s", seconds, "us", micros)).toCompletableFuture().join();
  }
}
