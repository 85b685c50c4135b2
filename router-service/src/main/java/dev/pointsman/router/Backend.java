package dev.pointsman.router;

import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.EventLogStats;
import dev.pointsman.feedback.FeedbackTokens;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.memory.InMemoryEventLog;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisEventLog;
import dev.pointsman.router.config.RouterConfig;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Where a router's events live, and what its fleet shares.
///
/// `rewards` opens a route's stream, of a feature schema, for one reader; `answers` says whether
/// the store does.
record Backend(
    EventLog log,
    Calibrations calibrations,
    BiFunction<String, String, RewardLog> rewards,
    Supplier<EventLogStats> stats,
    BooleanSupplier answers,
    Supplier<byte[]> secret,
    Runnable onClose) {

  /// The configuration's Redis, with the journal in the data directory; its answers come on the
  /// given event loops.
  static Backend open(RouterConfig config, EventLoopGroup loops) {
    Path data = config.server().dataDir();
    RedisConnection redis = RedisConnection.open(config.redis().url(), data, Optional.of(loops));
    try {
      RedisEventLog log =
          RedisEventLog.open(redis, logConfig(config).withJournal(data.resolve("journal")));
      return new Backend(
          log,
          log.calibrations(),
          log::rewards,
          log::stats,
          redis::isOpen,
          () -> redis.sharedSecret("feedback-tokens", FeedbackTokens::newSecret),
          redis::close);
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  /// In memory, gone at the end.
  static Backend inMemory(RouterConfig config) {
    InMemoryEventLog log = new InMemoryEventLog(logConfig(config));
    byte[] secret = FeedbackTokens.newSecret();
    return new Backend(
        log,
        log.calibrations(),
        (route, schema) -> log.rewards(route),
        log::stats,
        () -> true,
        secret::clone,
        () -> {});
  }

  private static EventLogConfig logConfig(RouterConfig config) {
    Set<String> routes =
        config.routes().stream().map(RouterConfig.Route::name).collect(Collectors.toSet());
    return EventLogConfig.of(routes)
        .withHorizon(config.longestHorizon(EventLogConfig.DEFAULT_HORIZON))
        .withRules(config::signalRules);
  }

  byte[] tokenSecret() {
    return secret.get();
  }

  void close() {
    log.close();
    onClose.run();
  }
}
