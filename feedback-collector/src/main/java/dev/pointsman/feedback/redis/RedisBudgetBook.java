package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.budget.BudgetBook;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Run-time budgets in a Redis hash beside the counters. A change and its new version are sent one
/// after the other over one connection: who sees the version sees the change.
public final class RedisBudgetBook implements BudgetBook {

  private static final String BOOK = RedisBudgetStore.PREFIX + "book";
  private static final String VERSION = RedisBudgetStore.PREFIX + "book-version";

  private final RedisClusterAsyncCommands<String, String> redis;

  public RedisBudgetBook(RedisConnection redis) {
    this.redis = redis.commands();
  }

  @Override
  public CompletionStage<Long> version() {
    return redis.get(VERSION).thenApply(text -> text == null ? 0 : Long.parseLong(text));
  }

  @Override
  public CompletionStage<Map<String, String>> read() {
    return redis.hgetall(BOOK);
  }

  @Override
  public CompletionStage<Void> put(String path, String text) {
    CompletionStage<Boolean> change = redis.hset(BOOK, path, text);
    return redis.incr(VERSION).thenCombine(change, (version, isNew) -> null);
  }

  @Override
  public CompletionStage<Boolean> remove(String path) {
    CompletionStage<Long> change = redis.hdel(BOOK, path);
    return redis.incr(VERSION).thenCombine(change, (version, gone) -> gone > 0);
  }
}
