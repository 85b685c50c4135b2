package dev.pointsman.router;

import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.EventLogStats;
import dev.pointsman.feedback.FeedbackTokens;
import dev.pointsman.feedback.Forgetting;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.SessionTotals;
import dev.pointsman.feedback.SharedCache;
import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.grading.PaperQueue;
import dev.pointsman.feedback.memory.InMemoryBudgetStore;
import dev.pointsman.feedback.memory.InMemoryEventLog;
import dev.pointsman.feedback.memory.InMemoryPaperQueue;
import dev.pointsman.feedback.memory.InMemorySessionTotals;
import dev.pointsman.feedback.memory.InMemoryTable;
import dev.pointsman.feedback.redis.RedisBudgetStore;
import dev.pointsman.feedback.redis.RedisCache;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisEventLog;
import dev.pointsman.feedback.redis.RedisForgetting;
import dev.pointsman.feedback.redis.RedisPaperQueue;
import dev.pointsman.feedback.redis.RedisSessionTotals;
import dev.pointsman.feedback.redis.RedisSnapshotStore;
import dev.pointsman.feedback.redis.RedisTable;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import dev.pointsman.router.config.RouterConfig;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Where a router's events live, and what its fleet shares.
///
/// `config` is the one that serves now; `tables` gives a table by name; `rewards` opens a route's
/// stream, of a feature schema, for one reader, and `snapshots` what is kept of it, `nextSnapshots`
/// of its understudy; `answers` says whether the store does.
record Backend(
    AtomicReference<RouterConfig> config,
    EventLog log,
    Forgetting forgetting,
    BudgetStore budgets,
    Calibrations calibrations,
    Function<String, SharedTable> tables,
    BiFunction<String, String, RewardLog> rewards,
    Function<String, SnapshotStore> snapshots,
    Function<String, SnapshotStore> nextSnapshots,
    Supplier<EventLogStats> stats,
    BooleanSupplier answers,
    Supplier<byte[]> secret,
    SharedCache cache,
    SessionTotals sessions,
    PaperQueue papers,
    Runnable onClose) {

  /// The configuration's Redis, with the journal in the data directory; its answers come on the
  /// given event loops.
  static Backend open(RouterConfig config, EventLoopGroup loops) {
    Path data = config.server().dataDir();
    RedisConnection redis = RedisConnection.open(config.redis().url(), data, Optional.of(loops));
    try {
      AtomicReference<RouterConfig> current = new AtomicReference<>(config);
      RedisEventLog log =
          RedisEventLog.open(redis, logConfig(current).withJournal(data.resolve("journal")));
      return new Backend(
          current,
          log,
          new RedisForgetting(redis),
          new RedisBudgetStore(redis),
          log.calibrations(),
          name -> new RedisTable(redis, name),
          log::rewards,
          route -> new RedisSnapshotStore(redis, route, InstantSource.system()),
          route -> RedisSnapshotStore.ofNext(redis, route, InstantSource.system()),
          log::stats,
          redis::isOpen,
          () -> redis.sharedSecret("feedback-tokens", FeedbackTokens::newSecret),
          new RedisCache(redis),
          new RedisSessionTotals(redis),
          new RedisPaperQueue(redis),
          redis::close);
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  /// In memory, gone at the end.
  static Backend inMemory(RouterConfig config) {
    AtomicReference<RouterConfig> current = new AtomicReference<>(config);
    InMemoryEventLog log = new InMemoryEventLog(logConfig(current));
    Map<String, SharedTable> tables = new ConcurrentHashMap<>();
    byte[] secret = FeedbackTokens.newSecret();
    return new Backend(
        current,
        log,
        log,
        new InMemoryBudgetStore(InstantSource.system()),
        log.calibrations(),
        name -> tables.computeIfAbsent(name, made -> new InMemoryTable()),
        log::rewards,
        log::snapshots,
        log::nextSnapshots,
        log::stats,
        () -> true,
        secret::clone,
        SharedCache.NONE,
        new InMemorySessionTotals(InstantSource.system()),
        new InMemoryPaperQueue(InstantSource.system()),
        () -> {});
  }

  /// How signals are read is asked of the configuration of that moment.
  private static EventLogConfig logConfig(AtomicReference<RouterConfig> current) {
    RouterConfig config = current.get();
    Set<String> routes =
        config.routes().stream().map(RouterConfig.Route::name).collect(Collectors.toSet());
    Duration horizon = config.longestHorizon(EventLogConfig.DEFAULT_HORIZON);
    Optional<Duration> kept = config.retention().decisions();
    return EventLogConfig.of(routes)
        .withHorizon(kept.filter(shorter -> shorter.compareTo(horizon) < 0).orElse(horizon))
        .withRetention(config.retention())
        .withRules(route -> current.get().signalRules(route));
  }

  /// Signals are read by this configuration from now on.
  void become(RouterConfig next) {
    config.set(next);
  }

  byte[] tokenSecret() {
    return secret.get();
  }

  void close() {
    log.close();
    budgets.close();
    onClose.run();
  }
}
