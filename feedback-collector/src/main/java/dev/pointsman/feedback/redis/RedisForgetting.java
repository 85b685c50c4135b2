package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.log.DecisionFields;
import dev.pointsman.bandit.log.Fields;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.FeedbackFields;
import dev.pointsman.feedback.Forgetting;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Forgetting in Redis: reads a route's `decisions` and `feedback` from end to end, a page at a
/// time, which is what the horizon keeps of them. Leaves a mark first, for routers whose spool
/// holds events from before; at last go votes that wait for their decision.
public final class RedisForgetting implements Forgetting {

  private static final int PAGE = 500;
  private static final long MARK_LIFE = Duration.ofDays(30).toMillis();

  private final RedisClusterAsyncCommands<String, String> redis;

  public RedisForgetting(RedisConnection redis) {
    this.redis = redis.commands();
  }

  /// What is removed of one route.
  private static final class Sweep {
    private final RouteKeys keys;
    private final Set<String> decisions = new HashSet<>();
    private long feedback;
    private long voices;

    Sweep(String route) {
      this.keys = new RouteKeys(route);
    }
  }

  @Override
  public CompletionStage<Forgotten> forget(Set<String> routes, String user, String principal) {
    Set<String> names = Set.copyOf(List.of(user, principal));
    List<CompletableFuture<Sweep>> sweeps =
        routes.stream()
            .map(route -> sweep(new Sweep(route), user, names).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(sweeps.toArray(CompletableFuture[]::new))
        .thenCompose(done -> EarlyVotes.forget(redis, names))
        .thenApply(
            early -> {
              List<String> decisions = new ArrayList<>();
              long feedback = early;
              long voices = 0;
              for (CompletableFuture<Sweep> future : sweeps) {
                Sweep sweep = future.join();
                decisions.addAll(sweep.decisions);
                feedback += sweep.feedback;
                voices += sweep.voices;
              }
              return new Forgotten(decisions, feedback, voices);
            });
  }

  private CompletionStage<Sweep> sweep(Sweep sweep, String user, Set<String> names) {
    return mark(sweep.keys.forgotten(), names)
        .thenCompose(
            marked ->
                pages(sweep.keys.decisions(), Boundary.unbounded(), e -> decision(sweep, e, user)))
        .thenCompose(
            read ->
                pages(sweep.keys.feedback(), Boundary.unbounded(), e -> feedback(sweep, e, names)))
        .thenCompose(
            read -> redis.del(names.stream().map(sweep.keys::voice).toArray(String[]::new)))
        .thenApply(
            removed -> {
              sweep.voices = removed;
              return sweep;
            });
  }

  private CompletionStage<Boolean> mark(String key, Set<String> names) {
    return redis
        .hsetnx(key, Oblivion.SALT, UUID.randomUUID().toString())
        .thenCompose(set -> redis.hget(key, Oblivion.SALT))
        .thenCombine(
            redis.time(),
            (salt, time) -> {
              long seconds = Long.parseLong(time.get(0));
              String now = Long.toString(seconds * 1_000 + Long.parseLong(time.get(1)) / 1_000);
              return names.stream()
                  .collect(Collectors.toMap(name -> Oblivion.digest(salt, name), name -> now));
            })
        .thenCompose(marks -> redis.hset(key, marks))
        .thenCompose(set -> redis.pexpire(key, MARK_LIFE));
  }

  private CompletionStage<Void> pages(
      String key,
      Boundary<String> after,
      Function<StreamMessage<String, String>, CompletionStage<?>> work) {
    return redis
        .xrange(key, Range.from(after, Boundary.unbounded()), Limit.from(PAGE))
        .thenCompose(
            page -> {
              List<CompletableFuture<?>> all = new ArrayList<>();
              page.forEach(entry -> all.add(work.apply(entry).toCompletableFuture()));
              CompletableFuture<Void> done =
                  CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
              return page.size() < PAGE
                  ? done
                  : done.thenCompose(
                      d -> pages(key, Boundary.excluding(page.getLast().getId()), work));
            });
  }

  private CompletionStage<?> decision(
      Sweep sweep, StreamMessage<String, String> entry, String user) {
    Optional<LoggedDecision> read = decision(entry);
    if (read.isEmpty() || !read.get().contract().getOrDefault("user", "").equals(user)) {
      return CompletableFuture.completedStage(null);
    }
    String id = read.get().id();
    String index = sweep.keys.index(id);
    sweep.decisions.add(id);
    return redis
        .hget(index, "out")
        .thenCompose(
            out ->
                out == null
                    ? CompletableFuture.completedStage(0L)
                    : redis.xdel(sweep.keys.outcomes(), out))
        .thenCompose(done -> redis.del(index))
        .thenCompose(done -> redis.zrem(sweep.keys.unjoined(), id))
        .thenCompose(done -> redis.xdel(sweep.keys.decisions(), entry.getId()));
  }

  private CompletionStage<?> feedback(
      Sweep sweep, StreamMessage<String, String> entry, Set<String> principals) {
    Optional<Feedback> read = feedback(entry);
    if (read.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    Feedback said = read.get();
    boolean isOfPerson = principals.contains(said.principal());
    if (!isOfPerson && !sweep.decisions.contains(said.decisionId())) {
      return CompletableFuture.completedStage(null);
    }
    sweep.feedback++;
    String voice = Fields.list(List.of(said.principal(), said.metric()));
    return redis
        .hdel(
            sweep.keys.index(said.decisionId()),
            Dossier.VOICE + voice,
            Dossier.STANDING + voice,
            Dossier.AUDIT + voice)
        .thenCompose(done -> redis.xdel(sweep.keys.feedback(), entry.getId()));
  }

  /// Empty for what cannot be read, which nobody can say whose it is.
  private static Optional<LoggedDecision> decision(StreamMessage<String, String> entry) {
    try {
      String packed = entry.getBody().getOrDefault(RouteStore.PACKED, "");
      return Optional.of(DecisionFields.unpacked(packed));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Feedback> feedback(StreamMessage<String, String> entry) {
    try {
      return Optional.of(FeedbackFields.parse(Map.copyOf(entry.getBody())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
