package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.EventLogConfig;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Votes acknowledged while Redis was away whose decision is not on record: the router that made it
/// was killed with the decision in its journal, and will send it when it starts again.
///
/// They wait in Redis, for a horizon at most, and every router tries them again; trying one twice
/// changes nothing. Any thread.
final class EarlyVotes {

  static final String KEY = "pm:{early}:votes";
  private static final int MOST = 100_000;
  private static final int AT_ONCE = 256;

  private final RedisClusterAsyncCommands<String, String> redis;
  private final Routes routes;
  private final EventLogConfig config;
  private final Counters counters;

  EarlyVotes(
      RedisClusterAsyncCommands<String, String> redis,
      Routes routes,
      EventLogConfig config,
      Counters counters) {
    this.redis = redis;
    this.routes = routes;
    this.config = config;
    this.counters = counters;
  }

  /// Given up on, and counted, where too many wait already.
  CompletionStage<Void> keep(Event.Heard vote) {
    return redis.scard(KEY).thenCompose(waiting -> waiting < MOST ? kept(vote) : lost());
  }

  CompletionStage<Void> retry() {
    return redis
        .srandmember(KEY, AT_ONCE)
        .thenCompose(
            some ->
                CompletableFuture.allOf(
                    some.stream()
                        .map(packed -> retry(packed).toCompletableFuture())
                        .toArray(CompletableFuture[]::new)));
  }

  /// Removes those of a person; gives how many.
  static CompletionStage<Long> forget(
      RedisClusterAsyncCommands<String, String> redis, Set<String> principals) {
    return forget(redis, principals, ScanCursor.INITIAL, 0);
  }

  private static CompletionStage<Long> forget(
      RedisClusterAsyncCommands<String, String> redis,
      Set<String> principals,
      ScanCursor from,
      long before) {
    return redis
        .sscan(KEY, from, ScanArgs.Builder.limit(AT_ONCE))
        .thenCompose(
            page -> {
              String[] theirs =
                  page.getValues().stream()
                      .filter(packed -> isOf(principals, packed))
                      .toArray(String[]::new);
              CompletionStage<Long> removed =
                  theirs.length == 0
                      ? CompletableFuture.completedStage(0L)
                      : redis.srem(KEY, theirs);
              return removed.thenCompose(
                  count ->
                      page.isFinished()
                          ? CompletableFuture.completedStage(before + count)
                          : forget(redis, principals, page, before + count));
            });
  }

  private static boolean isOf(Set<String> principals, String packed) {
    return Event.unpack(packed) instanceof Event.Heard vote
        && principals.contains(vote.feedback().principal());
  }

  private CompletionStage<Void> kept(Event.Heard vote) {
    return redis
        .sadd(KEY, Event.pack(vote))
        .thenCompose(added -> redis.pexpire(KEY, config.horizon()))
        .thenAccept(set -> {});
  }

  private CompletionStage<Void> retry(String packed) {
    if (!(Event.unpack(packed) instanceof Event.Heard vote)) {
      return forget(packed, false);
    }
    long given = vote.feedback().tsMillis();
    return routes
        .heard(vote.feedback(), vote.idempotencyKey(), given)
        .thenCompose(
            answer -> {
              boolean mayCome = given > config.clock().millis() - config.horizon().toMillis();
              return answer instanceof Acknowledgement.UnknownDecision && mayCome
                  ? CompletableFuture.completedStage(null)
                  : forget(packed, answer instanceof Acknowledgement.Durable);
            });
  }

  /// Only one of the routers that try it counts.
  private CompletionStage<Void> forget(String packed, boolean isHeard) {
    return redis
        .srem(KEY, packed)
        .thenAccept(
            removed -> {
              if (removed > 0 && !isHeard) {
                counters.orphaned.increment();
              }
            });
  }

  private CompletionStage<Void> lost() {
    counters.orphaned.increment();
    return CompletableFuture.completedStage(null);
  }
}
