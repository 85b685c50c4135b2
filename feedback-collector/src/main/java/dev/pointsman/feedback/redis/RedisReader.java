package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.Arm;
import dev.pointsman.feedback.ArmFields;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Retention;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.SignalRules;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendBucket;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads a route's events beside the routers that write them, and changes nothing.
///
/// Throws {@link StoreAwayException} when Redis does not answer. One thread.
public final class RedisReader {

  private static final int BATCH = 256;
  private static final long PATIENCE_SECONDS = 30;

  private final RedisConnection redis;
  private final RedisCalibrations calibrations;

  /// The connection stays the caller's. Rewards are made the plain way.
  public RedisReader(RedisConnection redis) {
    this(redis, route -> SignalRules.PLAIN);
  }

  /// As above; `rules` say how a route's signals are read.
  public RedisReader(RedisConnection redis, Function<String, SignalRules> rules) {
    this.redis = redis;
    this.calibrations = new RedisCalibrations(redis.commands(), rules);
  }

  /// By which a route's rewards are made, as last seen by `decisions`.
  public RewardRule rule(String route) {
    return calibrations.rule(route);
  }

  /// A route's `rewards`, over a connection of its own; entries whose features are of another
  /// schema count as corrupt.
  public RewardLog rewards(String route, String featureSchema) {
    RouteKeys keys = new RouteKeys(route);
    return new RedisRewardLog(redis.connect(keys.rewards()), keys, Optional.of(featureSchema));
  }

  /// What was spent on a route, as {@link dev.pointsman.feedback.spend.SpendLedger#read} has it.
  public List<SpendBucket> spend(String route, Grain grain, long from, long to) {
    return answer(
        new RouteLedger(redis.commands(), new RouteKeys(route), Retention.USUAL.spend())
            .read(grain, from, to));
  }

  /// The arms the route was told first of all, which a fold begins with; empty when no router with
  /// this Redis has served it.
  public Optional<List<Arm>> firstArms(String route) {
    String key = new RouteKeys(route).arms();
    return Optional.ofNullable(answer(redis.commands().hget(key, "first"))).map(ArmFields::parse);
  }

  /// All decisions on record from a time (epoch ms) until now, oldest first, each with what has
  /// come of it by now. Those whose file is past the feedback horizon are gone and not told.
  public void decisions(String route, long sinceMillis, Consumer<DecisionFile> each) {
    RouteStore store =
        new RouteStore(
            redis.commands(),
            new RouteKeys(route),
            EventLogConfig.of(Set.of(route)),
            () -> calibrations.rule(route));
    answer(calibrations.refresh(route));
    String stream = store.keys().decisions();
    Range<String> all = Range.create("-", "+");
    List<StreamMessage<String, String>> last =
        answer(redis.commands().xrevrange(stream, all, Limit.from(1)));
    if (last.isEmpty()) {
      return;
    }
    String end = last.getFirst().getId();
    Range.Boundary<String> from = Range.Boundary.including(Math.max(0, sinceMillis) + "-0");
    while (true) {
      Range<String> rest = Range.from(from, Range.Boundary.including(end));
      List<StreamMessage<String, String>> batch =
          answer(redis.commands().xrange(stream, rest, Limit.from(BATCH)));
      tell(store, batch, each);
      if (batch.size() < BATCH) {
        return;
      }
      from = Range.Boundary.excluding(batch.getLast().getId());
    }
  }

  private static void tell(
      RouteStore store, List<StreamMessage<String, String>> batch, Consumer<DecisionFile> each) {
    List<CompletionStage<Optional<Dossier>>> files = new ArrayList<>();
    for (StreamMessage<String, String> entry : batch) {
      files.add(store.file(RouteStore.decisionId(entry.getBody())));
    }
    for (CompletionStage<Optional<Dossier>> file : files) {
      answer(file).map(Dossier::file).ifPresent(each);
    }
  }

  private static <T> T answer(CompletionStage<T> asked) {
    try {
      return asked.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StoreAwayException("Redis does not answer: " + cause.getMessage(), cause);
    }
  }
}
