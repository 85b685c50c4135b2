package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Acknowledgement.Durable;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.fold.Build;
import dev.pointsman.feedback.fold.FoldListener;
import dev.pointsman.feedback.fold.FoldThread;
import dev.pointsman.feedback.fold.Keeping;
import dev.pointsman.feedback.fold.RewardFold;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// What a router has of the event log: a connection, the log, the learner that serves by default
/// and its fold.
record LiveReplica(RedisConnection redis, RedisEventLog log, RewardFold fold, FoldThread thread)
    implements AutoCloseable {

  static final FeatureSchema SCHEMA =
      new FeatureSchema("schema-1", List.of(new Block("all", 0, 64)));
  static final List<Arm> ARMS =
      List.of(
          new Arm(Samples.CHEAP, Price.perMtok(0.1, 0.4), OptionalDouble.empty()),
          new Arm(Samples.DEAR, Price.perMtok(2.5, 10), OptionalDouble.empty()));

  private static final long SETTLE_NANOS = 5_000_000;

  /// Has folded all there is when this returns. Takes over the connection.
  static LiveReplica start(
      RedisConnection redis, EventLogConfig config, FoldListener... listeners) {
    RedisEventLog log = RedisEventLog.open(redis, config);
    RewardFold fold =
        RewardFold.of(
            log.rewards(Samples.ROUTE, SCHEMA.hash()),
            new Build("adaptive", SCHEMA),
            ARMS,
            List.of(listeners),
            Keeping.NOTHING);
    fold.catchUp();
    return new LiveReplica(redis, log, fold, FoldThread.start(fold, Samples.ROUTE));
  }

  /// One request, from its decision to a thumb up that was acknowledged.
  CompletableFuture<LoggedDecision> serve() {
    LoggedDecision decision = Samples.decision(System.currentTimeMillis());
    return log.decided(decision)
        .thenCompose(done -> log.finished(decision, Samples.ok(decision)))
        .thenCompose(
            done -> log.feedback(Samples.thumb(decision, "ann", 1), Optional.of(decision.id())))
        .thenApply(
            answer -> {
              assertThat(answer).isEqualTo(new Durable("accepted"));
              return decision;
            })
        .toCompletableFuture();
  }

  /// The last entry folded and the digest of all that was learnt; only while nothing is written.
  String state() {
    while (!fold.live().version().startsWith(fold.stats().lastId())) {
      LockSupport.parkNanos(SETTLE_NANOS);
    }
    return fold.stats().lastId() + " " + digest(Learners.save(fold.learner(), SCHEMA));
  }

  private static String digest(byte[] state) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(state));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  @Override
  public void close() {
    thread.close();
    log.close();
    redis.close();
  }
}
