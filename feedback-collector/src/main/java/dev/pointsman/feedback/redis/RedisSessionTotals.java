package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.SessionTotals;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Totals in Redis, changed by one script: a sorted set of sessions by cost, another by the time
/// something was added last.
public final class RedisSessionTotals implements SessionTotals {

  private final RedisConnection redis;
  private final Duration life;
  private final int most;

  /// The connection stays the caller's.
  public RedisSessionTotals(RedisConnection redis) {
    this(redis, LIFE, MOST);
  }

  RedisSessionTotals(RedisConnection redis, Duration life, int most) {
    this.redis = redis;
    this.life = life;
    this.most = most;
  }

  @Override
  public CompletionStage<Standing> add(
      String route, Map<String, Long> microUsd, long dearMicroUsd) {
    RouteKeys keys = new RouteKeys(route);
    List<Object> arguments = new ArrayList<>(List.of(life.toMillis(), most, dearMicroUsd));
    microUsd.forEach((session, cost) -> arguments.addAll(List.of(session, cost)));
    return Script.SESSIONS
        .<List<Object>>run(
            redis.commands(),
            ScriptOutputType.MULTI,
            List.of(keys.sessionCosts(), keys.sessionTimes()),
            arguments)
        .thenApply(RedisSessionTotals::standing);
  }

  /// How many, the median, then sessions each followed by its cost.
  private static Standing standing(List<Object> reply) {
    Map<String, Long> told = new HashMap<>();
    for (int i = 2; i < reply.size(); i += 2) {
      told.put((String) reply.get(i), (Long) reply.get(i + 1));
    }
    return new Standing(Math.toIntExact((Long) reply.get(0)), (Long) reply.get(1), told);
  }
}
