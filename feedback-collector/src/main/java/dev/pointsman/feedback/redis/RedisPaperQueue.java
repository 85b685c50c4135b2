package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.grading.PaperQueue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Papers in Redis: each text under a key of its own that Redis itself lets expire, and a set of
/// their ids by when they may be taken.
public final class RedisPaperQueue implements PaperQueue {

  private final RedisClusterAsyncCommands<String, String> redis;

  public RedisPaperQueue(RedisConnection redis) {
    this.redis = redis.commands();
  }

  @Override
  public CompletionStage<Boolean> offer(String route, Sealed paper) {
    RouteKeys keys = new RouteKeys(route);
    return Script.OFFERED
        .<Long>run(
            redis,
            ScriptOutputType.INTEGER,
            List.of(keys.papers(), keys.paper(paper.decisionId())),
            List.of(
                paper.decisionId(),
                paper.text(),
                Long.toString(LIFE.toMillis()),
                Integer.toString(MOST)))
        .thenApply(added -> added == 1);
  }

  @Override
  public CompletionStage<List<Sealed>> take(String route, int most) {
    return Script.TAKEN
        .<List<?>>run(
            redis,
            ScriptOutputType.MULTI,
            List.of(new RouteKeys(route).papers()),
            List.of(Integer.toString(most), Long.toString(LEASE.toMillis())))
        .thenCompose(ids -> papers(route, ids));
  }

  @Override
  public CompletionStage<Void> done(String route, String decisionId) {
    RouteKeys keys = new RouteKeys(route);
    return redis
        .zrem(keys.papers(), decisionId)
        .thenCombine(redis.del(keys.paper(decisionId)), (removed, deleted) -> null);
  }

  @Override
  public CompletionStage<Optional<Sealed>> find(String route, String decisionId) {
    return redis
        .get(new RouteKeys(route).paper(decisionId))
        .thenApply(text -> Optional.ofNullable(text).map(t -> new Sealed(decisionId, t)));
  }

  private CompletionStage<Optional<Sealed>> forgetIfGone(
      String route, String id, Optional<Sealed> paper) {
    return paper.isPresent()
        ? CompletableFuture.completedStage(paper)
        : done(route, id).thenApply(gone -> paper);
  }

  /// Those that have not expired meanwhile.
  private CompletionStage<List<Sealed>> papers(String route, List<?> ids) {
    List<CompletableFuture<Optional<Sealed>>> found = new ArrayList<>();
    for (Object each : ids) {
      String id = String.valueOf(each);
      found.add(find(route, id).thenCompose(p -> forgetIfGone(route, id, p)).toCompletableFuture());
    }
    return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> found.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList());
  }
}
