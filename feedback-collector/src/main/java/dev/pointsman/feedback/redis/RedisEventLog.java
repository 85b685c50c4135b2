package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.Calibrations;
import dev.pointsman.feedback.Debts;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.DecisionIds;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.EventLogStats;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.ShadowGrade;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.spend.Grain;
import dev.pointsman.feedback.spend.SpendBucket;
import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.SpendLedger;
import dev.pointsman.feedback.spend.Tally;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The event log in Redis streams, one set per route; many routers may share one Redis.
///
/// Each event is one round trip, and repeating it changes nothing. While Redis is away events wait
/// in a spool, in order: a journal file when the configuration names a folder, else memory.
/// Feedback is acknowledged once it is in Redis (which has it on disk, when it is the embedded one)
/// or forced into the journal. As long as anything is spooled, everything new is spooled behind it.
/// Results complete on Redis' I/O threads: do not block there.
public final class RedisEventLog implements EventLog {

  private static final Logger LOG = LoggerFactory.getLogger(RedisEventLog.class);
  private static final long TICK_MILLIS = 100;

  /// Maps that changed are taken up, and early votes tried again, within two seconds.
  private static final int SWEEPS_PER_REFRESH = 20;

  /// What has outlived its time goes within a minute, and at the start.
  private static final int SWEEPS_PER_PRUNE = 600;

  private static final long CLOSE_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final RedisConnection redis;
  private final EventLogConfig config;
  private final Counters counters = new Counters();
  private final Routes routes;
  private final EarlyVotes early;
  private final Spool spool;
  private final Replay replay;
  private final AtomicBoolean isSweeping = new AtomicBoolean();
  private int sweeps;
  private final AtomicInteger unanswered = new AtomicInteger();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pointsman-collector").factory());
  private final Outbox outbox = new Outbox(ticker);

  private RedisEventLog(RedisConnection redis, EventLogConfig config, Spool spool) {
    this.redis = redis;
    this.config = config;
    this.spool = spool;
    this.routes = new Routes(redis.commands(), config, counters);
    this.early = new EarlyVotes(redis.commands(), routes, config, counters);
    this.replay = new Replay(spool, routes, early, counters, redis::isOpen);
  }

  /// The connection stays the caller's, to be closed after this.
  public static RedisEventLog open(RedisConnection redis, EventLogConfig config) {
    return open(
        redis, config, config.journal().<Spool>map(Journal::open).orElseGet(MemorySpool::new));
  }

  static RedisEventLog open(RedisConnection redis, EventLogConfig config, Spool spool) {
    RedisEventLog log = new RedisEventLog(redis, config, spool);
    if (spool.size() > 0) {
      LOG.info("{} events of an earlier run wait in the journal", spool.size());
    }
    var _ = log.ticker.scheduleWithFixedDelay(log::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return log;
  }

  /// A route's `rewards`, over a connection of its own; for one thread.
  public RewardLog rewards(String route) {
    return rewards(route, Optional.empty());
  }

  /// The same; entries whose features are of another schema count as corrupt.
  public RewardLog rewards(String route, String featureSchema) {
    return rewards(route, Optional.of(featureSchema));
  }

  private RewardLog rewards(String route, Optional<String> featureSchema) {
    RouteKeys keys = routes.keys(route);
    return new RedisRewardLog(redis.connect(keys.rewards()), keys, featureSchema);
  }

  public Calibrations calibrations() {
    return routes.calibrations();
  }

  public EventLogStats stats() {
    return counters.stats(spool.size());
  }

  @Override
  public CompletionStage<Void> decided(LoggedDecision decision) {
    outbox.release();
    return logOrSpool(new Event.Decided(decision), () -> routes.decided(decision));
  }

  @Override
  public CompletionStage<Void> finished(LoggedDecision decision, LoggedOutcome outcome) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    unanswered.incrementAndGet();
    outbox.hold(
        () ->
            logOrSpool(
                    new Event.Finished(decision, outcome), () -> routes.finished(decision, outcome))
                .whenComplete(
                    (done, failure) -> {
                      unanswered.decrementAndGet();
                      if (failure == null) {
                        written.complete(null);
                      } else {
                        written.completeExceptionally(failure);
                      }
                    }));
    return written;
  }

  @Override
  public CompletionStage<Acknowledgement> feedback(
      Feedback feedback, Optional<String> idempotencyKey) {
    Event.Heard event = new Event.Heard(feedback, idempotencyKey);
    outbox.release();
    if (spool.size() > 0) {
      return spoolFeedback(event);
    }
    long now = config.clock().millis();
    return attempt(() -> routes.heard(feedback, idempotencyKey, now))
        .exceptionallyCompose(
            failure -> {
              counters.failures.increment();
              return Refusal.isForGood(failure)
                  ? CompletableFuture.failedStage(failure)
                  : spoolFeedback(event);
            });
  }

  @Override
  public CompletionStage<Boolean> shadowed(String route, ShadowGrade grade) {
    return attempt(() -> routes.shadowed(route, grade));
  }

  @Override
  public CompletionStage<Optional<DecisionFile>> find(String decisionId) {
    outbox.release();
    return attempt(() -> routes.find(decisionId));
  }

  @Override
  public CompletionStage<List<Arm>> arms(String route, List<Arm> arms) {
    return attempt(() -> routes.arms(route, arms));
  }

  @Override
  public SpendLedger spend() {
    return new SpendLedger() {
      @Override
      public CompletionStage<List<SpendBucket>> read(
          String route, Grain grain, long from, long to) {
        return attempt(() -> routes.ledger(route).read(grain, from, to));
      }

      @Override
      public CompletionStage<Void> add(String route, SpendGroup group, Tally tally, long tsMillis) {
        return attempt(() -> routes.ledger(route).add(group, tally, tsMillis));
      }
    };
  }

  @Override
  public Debts debts() {
    return routes.debts();
  }

  /// Waits for what is under way, and gives what is spooled a last chance.
  @Override
  public void close() {
    ticker.shutdown();
    outbox.release();
    long deadline = System.nanoTime() + CLOSE_PATIENCE_NANOS;
    while (System.nanoTime() < deadline && (unanswered.get() > 0 || mayReplay())) {
      replay.run();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    spool.close();
  }

  private boolean mayReplay() {
    return replay.isRunning() || (spool.size() > 0 && redis.isOpen());
  }

  private CompletionStage<Void> logOrSpool(Event event, Supplier<CompletionStage<Void>> write) {
    if (spool.size() > 0) {
      return spoolOrDrop(event);
    }
    return attempt(write)
        .exceptionallyCompose(
            failure -> {
              counters.failures.increment();
              return Refusal.isForGood(failure) ? dropped(event, failure) : spoolOrDrop(event);
            });
  }

  private CompletionStage<Void> spoolOrDrop(Event event) {
    return spool
        .add(event)
        .thenAccept(
            isKept -> {
              if (!isKept) {
                counters.dropped.increment();
              }
            });
  }

  private CompletionStage<Void> dropped(Event event, Throwable failure) {
    counters.dropped.increment();
    Replay.warnOfDrop(event, failure);
    return CompletableFuture.completedStage(null);
  }

  private CompletionStage<Acknowledgement> spoolFeedback(Event.Heard event) {
    if (!spool.isDurable()) {
      return CompletableFuture.failedStage(
          new StoreAwayException(
              "Redis at " + redis.address() + " is away and no journal folder is configured"));
    }
    String id = event.feedback().decisionId();
    long oldestOpen = config.clock().millis() - config.horizon().toMillis();
    if (DecisionIds.millis(id).orElse(Long.MIN_VALUE) < oldestOpen) {
      return CompletableFuture.completedStage(DecisionIds.absent(id, oldestOpen));
    }
    return spool
        .add(event)
        .thenApply(
            isKept -> {
              if (!isKept) {
                throw new StoreAwayException(
                    "Redis at " + redis.address() + " is away and the journal takes no more");
              }
              return new Acknowledgement.Durable("accepted");
            });
  }

  private void tick() {
    try {
      replay.run();
      if (redis.isOpen() && spool.size() == 0 && isSweeping.compareAndSet(false, true)) {
        int turn = sweeps++;
        attempt(() -> sweep(turn)).whenComplete((done, failure) -> isSweeping.set(false));
      }
    } catch (RuntimeException e) {
      counters.failures.increment();
      LOG.warn("the collector stumbled: {}", e.toString());
    }
  }

  private CompletionStage<Void> sweep(int turn) {
    CompletionStage<Void> work = routes.sweep();
    if (turn % SWEEPS_PER_REFRESH == 0) {
      work = work.thenCompose(swept -> routes.refresh()).thenCompose(done -> early.retry());
    }
    return turn % SWEEPS_PER_PRUNE == 0 ? work.thenCompose(done -> routes.prune()) : work;
  }

  private <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> call) {
    unanswered.incrementAndGet();
    CompletionStage<T> result;
    try {
      result = call.get();
    } catch (RuntimeException e) {
      result = CompletableFuture.failedStage(e);
    }
    return result.whenComplete((done, failure) -> unanswered.decrementAndGet());
  }
}
