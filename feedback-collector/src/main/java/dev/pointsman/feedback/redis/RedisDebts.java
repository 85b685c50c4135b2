package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Debts;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Debts of all routes in one sorted set, by the decision's time.
final class RedisDebts implements Debts {

  private static final String KEY = "pm:debts";

  private final RedisClusterAsyncCommands<String, String> redis;

  RedisDebts(RedisClusterAsyncCommands<String, String> redis) {
    this.redis = redis;
  }

  /// To be done before anything of the decision is written, so that none is on record unowed.
  CompletionStage<Void> note(LoggedDecision decision) {
    return Debts.isOnTrust(decision)
        ? redis.zadd(KEY, (double) decision.tsMillis(), decision.id()).thenAccept(added -> {})
        : CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<List<String>> owed(int most) {
    return redis.zrange(KEY, 0, most - 1L);
  }

  @Override
  public CompletionStage<Void> paid(List<String> decisionIds) {
    return decisionIds.isEmpty()
        ? CompletableFuture.completedStage(null)
        : redis.zrem(KEY, decisionIds.toArray(String[]::new)).thenAccept(removed -> {});
  }
}
