package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Lapsed;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Settlement;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.feedback.budget.Window;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Budgets in Redis: each verb is one run of `budget.lua`, one round trip.
///
/// All keys begin with `pm:{budget:all}:` and so stand on one slot of a cluster: a request is
/// charged to every budget above it, its project's among them, and that must be atomic.
public final class RedisBudgetStore implements BudgetStore {

  static final String PREFIX = "pm:{budget:all}:";
  private static final List<String> KEYS = List.of(PREFIX + "open");
  private static final int LEVEL = 6;

  private final RedisClusterAsyncCommands<String, String> redis;
  private final LuaScript script;

  public RedisBudgetStore(RedisConnection redis) {
    this(redis, LuaScript.read("budget"));
  }

  RedisBudgetStore(RedisConnection redis, LuaScript script) {
    this.redis = redis.commands();
    this.script = script;
  }

  @Override
  public CompletionStage<Answer> reserve(Claim claim) {
    List<String> arguments = begin("reserve", claim.id());
    arguments.add(Long.toString(claim.lease().toMillis()));
    add(arguments, claim.most());
    claim.parts().forEach(part -> add(arguments, part.window(), part.least()));
    return many(arguments).thenApply(RedisBudgetStore::answer);
  }

  @Override
  public CompletionStage<Boolean> shrink(String id, Amount to) {
    List<String> arguments = begin("shrink", id);
    add(arguments, to);
    return one(arguments).thenApply(found -> found == 1);
  }

  @Override
  public CompletionStage<Settlement> settle(String id, Amount spent) {
    List<String> arguments = begin("settle", id);
    add(arguments, spent);
    return one(arguments)
        .thenApply(
            found ->
                found == 0
                    ? Settlement.UNKNOWN
                    : found == 1 ? Settlement.SETTLED : Settlement.LATE);
  }

  @Override
  public CompletionStage<Boolean> charge(
      String id, List<Window> windows, Amount spent, long atMillis) {
    List<String> arguments = begin("charge", id);
    add(arguments, spent);
    arguments.add(Long.toString(atMillis));
    windows.forEach(window -> add(arguments, window, Amount.NONE));
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
    return many(arguments)
        .thenApply(
            reply -> {
              List<Lapsed.Overdue> overdue = new ArrayList<>();
              for (int i = 1; i < reply.size(); i += 3) {
                Amount charged = new Amount(number(reply, i + 1), number(reply, i + 2));
                overdue.add(new Lapsed.Overdue(String.valueOf(reply.get(i)), charged));
              }
              return new Lapsed((int) number(reply, 0), overdue);
            });
  }

  @Override
  public CompletionStage<List<Level>> levels(List<Window> windows) {
    List<String> arguments = new ArrayList<>(List.of("levels"));
    windows.forEach(window -> add(arguments, window, Amount.NONE));
    return many(arguments).thenApply(reply -> levels(reply, 0));
  }

  private static List<String> begin(String verb, String first) {
    return new ArrayList<>(List.of(verb, first));
  }

  private static void add(List<String> arguments, Amount amount) {
    arguments.add(Long.toString(amount.microUsd()));
    arguments.add(Long.toString(amount.tokens()));
  }

  private static void add(List<String> arguments, Window window, Amount least) {
    arguments.add(window.name());
    switch (window.span()) {
      case Span.Period period -> add(arguments, period.startMillis(), period.endMillis());
      case Span.Rolling rolling -> add(arguments, -rolling.bucketMillis(), 0);
      case Span.Always() -> add(arguments, 0, 0);
    }
    Caps caps = window.caps();
    add(arguments, caps.microUsd(), caps.tokens());
    add(arguments, caps.requests(), caps.underWay());
    add(arguments, least);
  }

  private static void add(List<String> arguments, long one, long other) {
    arguments.add(Long.toString(one));
    arguments.add(Long.toString(other));
  }

  private CompletionStage<List<?>> many(List<String> arguments) {
    return script.run(redis, ScriptOutputType.MULTI, KEYS, arguments);
  }

  private CompletionStage<Long> one(List<String> arguments) {
    return script.run(redis, ScriptOutputType.INTEGER, KEYS, arguments);
  }

  private static Answer answer(List<?> reply) {
    long now = number(reply, 1);
    return switch (String.valueOf(reply.get(0))) {
      case "granted" ->
          new Answer.Granted(new Amount(number(reply, 2), number(reply, 3)), levels(reply, 4), now);
      case "refused" ->
          new Answer.Refused(
              (int) number(reply, 2) - 1,
              Answer.Unit.valueOf(String.valueOf(reply.get(3)).toUpperCase(Locale.ROOT)),
              levels(reply, 4),
              now);
      default -> new Answer.Outdated(now);
    };
  }

  private static List<Level> levels(List<?> reply, int from) {
    List<Level> levels = new ArrayList<>();
    for (int i = from; i + LEVEL <= reply.size(); i += LEVEL) {
      levels.add(
          new Level(
              number(reply, i),
              number(reply, i + 1),
              number(reply, i + 2),
              number(reply, i + 3),
              number(reply, i + 4),
              number(reply, i + 5)));
    }
    return levels;
  }

  private static long number(List<?> reply, int place) {
    return reply.get(place) instanceof Long number ? number : 0;
  }
}
