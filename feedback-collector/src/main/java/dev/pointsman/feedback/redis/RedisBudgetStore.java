package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Lapsed;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Settlement;
import dev.pointsman.feedback.budget.Window;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Budgets in Redis: each verb is one run of `budget.lua`, one round trip; claims and settlements
/// of a moment share one.
///
/// All keys begin with `pm:{budgets}:` and so stand on one slot of a cluster: a request is charged
/// to every budget above it, its project's among them, and that must be atomic.
public final class RedisBudgetStore implements BudgetStore {

  private static final Logger LOG = LoggerFactory.getLogger(RedisBudgetStore.class);

  static final String PREFIX = "pm:{budgets}:";
  private static final List<String> KEYS = List.of(PREFIX + "open");

  private static final Duration LONGEST = Duration.ofMillis(5);

  private final RedisClusterAsyncCommands<String, String> redis;
  private final LuaScript script;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pointsman-budgets").factory());
  private final BudgetTurns turns;

  public RedisBudgetStore(RedisConnection redis) {
    this(redis, LuaScript.read("budget"), LONGEST);
  }

  RedisBudgetStore(RedisConnection redis, LuaScript script, Duration patience) {
    this.redis = redis.commands();
    this.script = script;
    this.turns = new BudgetTurns(this::many, ticker, patience);
  }

  @Override
  public CompletionStage<Answer> reserve(Claim claim) {
    return turns.claim(claim);
  }

  @Override
  public CompletionStage<Boolean> shrink(String id, Amount to) {
    List<String> arguments = begin("shrink", id);
    BudgetTurn.add(arguments, to);
    return one(arguments).thenApply(found -> found == 1);
  }

  @Override
  public CompletionStage<Settlement> settle(String id, Amount spent) {
    return turns.settle(id, spent);
  }

  @Override
  public CompletionStage<Boolean> charge(
      String id, List<Window> windows, Amount spent, long atMillis) {
    List<String> arguments = begin("charge", id);
    BudgetTurn.add(arguments, spent);
    arguments.add(Long.toString(atMillis));
    windows.forEach(window -> BudgetTurn.add(arguments, window));
    return one(arguments).thenApply(isNew -> isNew == 1);
  }

  @Override
  public CompletionStage<Void> renew(Collection<String> ids, Duration lease) {
    if (ids.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    List<String> arguments = begin("renew", Long.toString(lease.toMillis()));
    arguments.addAll(ids);
    return one(arguments).thenAccept(done -> {});
  }

  @Override
  public CompletionStage<Lapsed> lapse(Duration late, int most) {
    List<String> arguments = begin("lapse", Long.toString(late.toMillis()));
    arguments.add(Integer.toString(most));
    return many(arguments).thenApply(BudgetReplies::lapsed);
  }

  @Override
  public CompletionStage<List<Level>> levels(List<Window> windows) {
    List<String> arguments = new ArrayList<>(List.of("levels"));
    windows.forEach(window -> BudgetTurn.add(arguments, window));
    return many(arguments).thenApply(reply -> BudgetReplies.levels(reply, 0));
  }

  private static List<String> begin(String verb, String first) {
    return new ArrayList<>(List.of(verb, first));
  }

  private CompletionStage<List<?>> many(List<String> arguments) {
    return script.run(redis, ScriptOutputType.MULTI, KEYS, arguments);
  }

  private CompletionStage<Long> one(List<String> arguments) {
    return script.run(redis, ScriptOutputType.INTEGER, KEYS, arguments);
  }

  /// What still waits is sent.
  @Override
  public void close() {
    ticker.shutdown();
    try {
      if (!ticker.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.warn("settlements still waited to be sent; their reservations will lapse");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
