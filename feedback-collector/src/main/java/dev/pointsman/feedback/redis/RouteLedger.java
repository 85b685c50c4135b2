package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendBucket;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.SpendLedger;
import dev.pointsman.feedback.spend.Tally;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One route's spend ledger in Redis: a hash a bucket, on the slot of the route, written by the
/// scripts that write its events. See `ledger.lua`. No bucket is kept longer than `longest` after
/// it ended.
record RouteLedger(
    RedisClusterAsyncCommands<String, String> redis, RouteKeys keys, Duration longest) {

  private static final String MOST = Integer.toString(SpendLedger.MOST_GROUPS);

  /// The keys of a moment's buckets.
  List<String> keys(long tsMillis) {
    List<String> all = new ArrayList<>();
    for (Grain grain : Grain.values()) {
      all.add(keys.spend(grain, grain.begin(tsMillis)));
    }
    return all;
  }

  /// What `finished.lua` adds of an outcome: group, rest, sums, most groups, when each bucket ends.
  List<String> finished(LoggedDecision decision, LoggedOutcome outcome) {
    SpendGroup group = SpendGroup.of(decision, servedBy(decision, outcome));
    return arguments(group, Tally.of(decision, outcome), outcome.tsMillis());
  }

  /// What `joined.lua` makes known of an answer: group, rest, sums.
  static List<String> joined(DecisionFile file) {
    SpendGroup group = SpendGroup.of(file.decision(), file.servedBy());
    return List.of(group.packed(), group.rest().packed(), Tally.worth(file).packed());
  }

  CompletionStage<Void> add(SpendGroup group, Tally tally, long tsMillis) {
    return Script.SPENT
        .<Long>run(
            redis, ScriptOutputType.INTEGER, keys(tsMillis), arguments(group, tally, tsMillis))
        .thenAccept(done -> {});
  }

  CompletionStage<List<SpendBucket>> read(Grain grain, long from, long to) {
    List<Long> begins = new ArrayList<>();
    List<CompletableFuture<Map<String, String>>> hashes = new ArrayList<>();
    for (long begin = grain.begin(from); begin < to; begin += grain.millis()) {
      begins.add(begin);
      hashes.add(redis.hgetall(keys.spend(grain, begin)).toCompletableFuture());
    }
    return CompletableFuture.allOf(hashes.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              List<SpendBucket> buckets = new ArrayList<>();
              for (int i = 0; i < begins.size(); i++) {
                Map<SpendGroup, Tally> groups = parse(hashes.get(i).join());
                if (!groups.isEmpty()) {
                  buckets.add(new SpendBucket(begins.get(i), groups));
                }
              }
              return buckets;
            });
  }

  private static Map<SpendGroup, Tally> parse(Map<String, String> hash) {
    Map<SpendGroup, Tally> groups = HashMap.newHashMap(hash.size());
    hash.forEach((group, sums) -> groups.put(SpendGroup.parse(group), Tally.parse(sums)));
    return groups;
  }

  private List<String> arguments(SpendGroup group, Tally tally, long tsMillis) {
    List<String> arguments = new ArrayList<>();
    arguments.add(group.packed());
    arguments.add(group.rest().packed());
    arguments.add(tally.packed());
    arguments.add(MOST);
    for (Grain grain : Grain.values()) {
      long kept = Math.min(grain.keptMillis(), longest.toMillis());
      arguments.add(Long.toString(grain.begin(tsMillis) + grain.millis() + kept));
    }
    return arguments;
  }

  private static String servedBy(LoggedDecision decision, LoggedOutcome outcome) {
    return outcome.servedBy().isBlank() ? decision.arm() : outcome.servedBy();
  }
}
