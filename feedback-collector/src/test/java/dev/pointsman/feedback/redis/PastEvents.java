package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardEntry.Facts;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.fold.Build;
import dev.pointsman.feedback.fold.KeepRules;
import dev.pointsman.feedback.fold.Keeping;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import io.lettuce.core.ScriptOutputType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A route with many requests behind it: ten arms, 64 features, a reward of every fifth. Its stream
/// is folded as it grows, snapshots are taken and entries trimmed as a router does. It is made of
/// 30,000 entries again and again.
final class PastEvents implements AutoCloseable {

  private static final int ARMS = 10;
  private static final int AT_ONCE = 100;
  private static final int CHUNK = 60_000;
  private static final int DISTINCT = 30_000;
  private static final Build BUILD =
      new Build("adaptive", new FeatureSchema("schema-1", List.of(new Block("all", 0, 64))));
  private static final LuaScript APPEND =
      LuaScript.of(
          "for i = 1, #ARGV do redis.call('XADD', KEYS[1], '*', 'e', ARGV[i]) end return 1");

  private final RedisConnection redis;
  private final RedisEventLog log;
  private final RedisSnapshotStore store;
  private final RewardFold keeper;
  private final List<Arm> arms = new ArrayList<>();
  private final List<byte[]> entries = new ArrayList<>();
  private final Random random = new Random(7);

  PastEvents(RedisConnection redis, KeepRules rules) {
    this.redis = redis;
    this.log = RedisEventLog.open(redis, EventLogConfig.of(Set.of(Samples.ROUTE)));
    this.store = new RedisSnapshotStore(redis, Samples.ROUTE, InstantSource.system());
    for (int i = 0; i < ARMS; i++) {
      arms.add(new Arm("arm " + i, Price.perMtok(i + 1, 4 * i + 4), OptionalDouble.of(0.5)));
    }
    for (int i = 0; i < DISTINCT; i++) {
      entries.add(entry(i % 6 == 5));
    }
    log.arms(Samples.ROUTE, arms).toCompletableFuture().join();
    this.keeper =
        RewardFold.of(
            log.rewards(Samples.ROUTE, BUILD.schema().hash()),
            BUILD,
            arms,
            List.of(),
            Keeping.taking(store, rules, "keeper"));
  }

  /// Appends entries and folds them; gives the seconds that folding took.
  double pass(long entries) {
    long folding = 0;
    for (long left = entries; left > 0; left -= CHUNK) {
      append(Math.toIntExact(Math.min(left, CHUNK)));
      long begun = System.nanoTime();
      keeper.catchUp();
      folding += System.nanoTime() - begun;
      keeper.doWork();
    }
    return folding / 1e9;
  }

  /// A replica that boots now.
  RewardFold boot(long recalled) {
    RewardFold fold =
        RewardFold.of(
            log.rewards(Samples.ROUTE, BUILD.schema().hash()),
            BUILD,
            arms,
            List.of(),
            Keeping.reading(store).recalling(recalled));
    fold.catchUp();
    return fold;
  }

  RewardFold keeper() {
    return keeper;
  }

  List<SnapshotMark> kept() {
    return store.marks();
  }

  long length() {
    return redis
        .commands()
        .xlen(new RouteKeys(Samples.ROUTE).rewards())
        .toCompletableFuture()
        .join();
  }

  long bytes() {
    RouteKeys keys = new RouteKeys(Samples.ROUTE);
    return redis.commands().memoryUsage(keys.rewards()).toCompletableFuture().join();
  }

  private void append(int count) {
    List<CompletableFuture<Long>> written = new ArrayList<>();
    for (int from = 0; from < count; from += AT_ONCE) {
      List<byte[]> packed = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
        packed.add(entries.get(i % DISTINCT));
      }
      written.add(
          APPEND
              .<Long>run(
                  redis.commands(),
                  ScriptOutputType.INTEGER,
                  List.of(new RouteKeys(Samples.ROUTE).rewards()),
                  packed)
              .toCompletableFuture());
    }
    written.forEach(CompletableFuture::join);
  }

  private byte[] entry(boolean isReward) {
    float[] features = new float[64];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    Context context = Context.of(features, 100);
    String arm = "arm " + random.nextInt(ARMS);
    Lesson lesson =
        isReward
            ? Lesson.Graded.first(context, arm, random.nextInt(2), 1)
            : new Lesson.Usage(context, arm, 100, 50 + random.nextInt(400), 800);
    long now = System.currentTimeMillis();
    Facts facts = new Facts(arm, 0.1, ARMS, true, 30, isReward ? -1 : 120, false);
    RewardEntry entry = new RewardEntry("", Samples.id(now), now, lesson, facts);
    return RewardCodec.bytes(entry, BUILD.schema().hash());
  }

  @Override
  public void close() {
    log.close();
  }
}
