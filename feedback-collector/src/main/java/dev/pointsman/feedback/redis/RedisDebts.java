package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Debts;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Debts of all routes in one sorted set, by since when.
final class RedisDebts implements Debts {

  private static final String KEY = "pm:debts";

  private final RedisClusterAsyncCommands<String, String> redis;
  private final InstantSource clock;

  RedisDebts(RedisClusterAsyncCommands<String, String> redis, InstantSource clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /// To be done before anything of the decision is written, so that none is on record unowed.
  CompletionStage<Void> note(LoggedDecision decision) {
    return Debts.isOnTrust(decision)
        ? redis.zadd(KEY, (double) clock.millis(), decision.id()).thenAccept(added -> {})
        : CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<List<Debt>> owed(int most) {
    return redis
        .zrangeWithScores(KEY, 0, most - 1L)
        .thenApply(
            all ->
                all.stream().map(one -> new Debt(one.getValue(), (long) one.getScore())).toList());
  }

  @Override
  public CompletionStage<Void> paid(List<String> decisionIds) {
    return decisionIds.isEmpty()
        ? CompletableFuture.completedStage(null)
        : redis.zrem(KEY, decisionIds.toArray(String[]::new)).thenAccept(removed -> {});
  }
}
