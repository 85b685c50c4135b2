package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/// A router without its gateway: decides, finishes and hears feedback until killed, on the Redis of
/// the address and with its journal in the folder given.
///
/// Every second vote is changed to its contrary once it was acknowledged, and sent again besides.
/// Says each acknowledgement as `acked <decision id> <value>`. Told `pause` it says `paused` when
/// nothing is under way or spooled; told `state`, `state` and what it learnt; told `go` it goes on.
final class FeedbackWriter {

  static final int AT_ONCE = 8;
  private static final int STARTS = 10;
  private static final long PACE_NANOS = 5_000_000;

  private final LiveReplica replica;
  private final Semaphore room = new Semaphore(AT_ONCE);

  private FeedbackWriter(LiveReplica replica) {
    this.replica = replica;
  }

  public static void main(String[] arguments) throws InterruptedException {
    Path home = Path.of(arguments[1]);
    RedisConnection redis = open(arguments[0], home);
    redis.embedded().ifPresent(server -> System.out.println("redis " + server.pid()));
    EventLogConfig config =
        EventLogConfig.of(Set.of(Samples.ROUTE)).withJournal(home.resolve("journal"));
    FeedbackWriter writer = new FeedbackWriter(LiveReplica.start(redis, config));
    System.out.println("ready 1");
    Thread.ofPlatform().daemon().start(writer::obey);
    for (long number = 0; number >= 0; number++) {
      writer.room.acquire();
      writer.serve(number).whenComplete((done, failure) -> writer.room.release());
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  /// As often as whoever supervises routers would start one: Redis may be starting too.
  private static RedisConnection open(String url, Path home) {
    RedisStartException last = null;
    for (int attempt = 0; attempt < STARTS; attempt++) {
      try {
        return RedisConnection.open(url, home);
      } catch (RedisStartException e) {
        last = e;
      }
    }
    throw new IllegalStateException(STARTS + " starts failed", last);
  }

  private CompletionStage<Void> serve(long number) {
    LoggedDecision decision = Samples.decision(System.currentTimeMillis());
    Feedback vote = Samples.thumb(decision, "ann", (double) (number % 2));
    Feedback change = later(Samples.thumb(decision, "ann", (double) (1 - number % 2)));
    CompletionStage<Void> heard =
        replica
            .log()
            .decided(decision)
            .thenCompose(done -> replica.log().finished(decision, Samples.ok(decision)))
            .thenCompose(done -> hear(vote, "first"));
    return number % 4 < 2
        ? heard
        : heard
            .thenCompose(done -> hear(change, "second"))
            .thenCompose(done -> hear(change, "second"));
  }

  /// A voice's last word is told by its time.
  private static Feedback later(Feedback vote) {
    return new Feedback(
        vote.decisionId(),
        vote.principal(),
        vote.source(),
        vote.metric(),
        vote.value(),
        vote.comment(),
        vote.tags(),
        vote.tsMillis() + 1);
  }

  private CompletionStage<Void> hear(Feedback vote, String key) {
    return replica
        .log()
        .feedback(vote, Optional.of(vote.decisionId() + key))
        .handle(
            (answer, failure) -> {
              if (!(answer instanceof Acknowledgement.Durable)) {
                System.out.println("failed " + answer + " " + failure);
                throw new IllegalStateException("not acknowledged");
              }
              System.out.println("acked " + vote.decisionId() + " " + vote.value());
              return null;
            });
  }

  private void obey() {
    try (var lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String told = lines.readLine(); told != null; told = lines.readLine()) {
        switch (told) {
          case "pause" -> pause();
          case "state" -> System.out.println("state " + replica.state());
          case "go" -> room.release(AT_ONCE);
          default -> throw new IllegalArgumentException(told);
        }
      }
    } catch (IOException e) {
      System.out.println("failed " + e);
    }
    // Whoever started it is gone.
    Runtime.getRuntime().halt(1);
  }

  private void pause() {
    room.acquireUninterruptibly(AT_ONCE);
    while (replica.log().stats().spooled() > 0) {
      LockSupport.parkNanos(PACE_NANOS);
    }
    System.out.println("paused 1");
  }
}
