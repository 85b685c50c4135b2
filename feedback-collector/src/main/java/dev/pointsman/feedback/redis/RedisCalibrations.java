package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.CalibrationFields;
import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.MapFit;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.SignalMaps;
import dev.pointsman.feedback.SignalPair;
import dev.pointsman.feedback.SignalRules;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pairs and maps in Redis, two streams a route. The maps in use are those `refresh` saw last.
final class RedisCalibrations implements Calibrations {

  private static final Logger LOG = LoggerFactory.getLogger(RedisCalibrations.class);
  private static final int PAIRS_KEPT = 5_000;
  private static final Range<String> ALL = Range.create("-", "+");

  private final RedisClusterAsyncCommands<String, String> redis;
  private final Function<String, SignalRules> rules;
  private final Map<String, SignalMaps> maps = new ConcurrentHashMap<>();

  RedisCalibrations(
      RedisClusterAsyncCommands<String, String> redis, Function<String, SignalRules> rules) {
    this.redis = redis;
    this.rules = rules;
  }

  @Override
  public RewardRule rule(String route) {
    return new RewardRule(rules.apply(route), maps.getOrDefault(route, SignalMaps.NONE));
  }

  @Override
  public CompletionStage<Void> paired(String route, List<SignalPair> pairs) {
    CompletionStage<?> sent = CompletableFuture.completedStage(null);
    for (SignalPair pair : pairs) {
      CompletionStage<String> one =
          redis.xadd(
              new RouteKeys(route).pairs(),
              new XAddArgs().maxlen(PAIRS_KEPT).approximateTrimming(),
              CalibrationFields.of(pair));
      sent = sent.thenCombine(one, (before, id) -> before);
    }
    return sent.thenAccept(done -> {});
  }

  @Override
  public CompletionStage<Boolean> refit(String route) {
    return refresh(route)
        .thenCompose(before -> redis.xrange(new RouteKeys(route).pairs(), ALL))
        .thenCompose(
            entries -> {
              SignalMaps before = rule(route).maps();
              SignalMaps after = MapFit.fit(pairs(entries), before.version() + 1);
              return after.maps().equals(before.maps())
                  ? CompletableFuture.completedStage(false)
                  : publish(route, after);
            });
  }

  /// Takes up a route's newest maps.
  CompletionStage<Void> refresh(String route) {
    return redis
        .xrevrange(new RouteKeys(route).maps(), ALL, Limit.from(1))
        .thenAccept(
            newest -> {
              try {
                newest.forEach(e -> maps.put(route, CalibrationFields.maps(e.getBody())));
              } catch (IllegalArgumentException e) {
                LOG.warn("route {}: {}; the maps before it stay", route, e.getMessage());
              }
            });
  }

  private CompletionStage<Boolean> publish(String route, SignalMaps after) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Integer.toString(after.version() - 1));
    CalibrationFields.of(after)
        .forEach(
            (name, value) -> {
              arguments.add(name);
              arguments.add(value);
            });
    return Script.MAPPED
        .<Long>run(redis, ScriptOutputType.INTEGER, List.of(new RouteKeys(route).maps()), arguments)
        .thenCompose(added -> refresh(route).thenApply(done -> added == 1));
  }

  /// Those that can be read.
  private static List<SignalPair> pairs(List<StreamMessage<String, String>> entries) {
    List<SignalPair> pairs = new ArrayList<>();
    int unreadable = 0;
    for (StreamMessage<String, String> entry : entries) {
      try {
        pairs.add(CalibrationFields.pair(entry.getBody()));
      } catch (IllegalArgumentException e) {
        unreadable++;
      }
    }
    if (unreadable > 0) {
      LOG.warn("{} pairs of signals cannot be read and are left out", unreadable);
    }
    return pairs;
  }
}
