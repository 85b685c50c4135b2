package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Acknowledgement;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// How many events a second two replicas on one embedded Redis bear, all on this machine: each rate
/// is sent for a while by the clock, whatever has been answered, and latencies count from when an
/// event was due. `mvn test-compile exec:exec@benchmark -pl feedback-collector -am` runs it with
/// `-Dseconds` a rate.
final class CollectorBench {

  private static final int[] VOTES_A_SECOND = {2_500, 5_000, 6_000};
  private static final int[] REQUESTS_A_SECOND = {1_000, 2_000, 3_000};
  private static final int WARM_UP = 3_000;
  private static final int WARM_UPS = 3;
  private static final int PREPARED_AT_ONCE = 500;
  private static final long BREATH_NANOS = 200_000;

  private final LiveReplica one;
  private final LiveReplica two;
  private final PolicyProbe probe;
  private final ProcessHandle redis;
  private final int seconds;
  private final AtomicInteger failed = new AtomicInteger();

  private CollectorBench(
      LiveReplica one, LiveReplica two, PolicyProbe probe, long redis, int seconds) {
    this.one = one;
    this.two = two;
    this.probe = probe;
    this.redis = ProcessHandle.of(redis).orElseThrow();
    this.seconds = seconds;
  }

  public static void main(String[] arguments) throws IOException {
    int seconds = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("collector-bench");
    EventLogConfig config = EventLogConfig.of(Set.of(Samples.ROUTE));
    EmbeddedRedis server = EmbeddedRedis.start(folder);
    PolicyProbe probe = new PolicyProbe();
    String url = "redis://:" + server.password() + "@127.0.0.1:" + server.port();
    try (LiveReplica one =
            LiveReplica.start(
                RedisConnection.open(server),
                config.withJournal(folder.resolve("one")),
                probe.first());
        LiveReplica two =
            LiveReplica.start(
                RedisConnection.open(url, folder),
                config.withJournal(folder.resolve("two")),
                probe.second())) {
      CollectorBench bench = new CollectorBench(one, two, probe, server.pid(), seconds);
      System.out.println("votes alone: " + seconds + " s each, Redis " + server.version());
      heads();
      for (int i = 0; i < WARM_UPS; i++) {
        bench.votes(WARM_UP);
      }
      for (int rate : VOTES_A_SECOND) {
        bench.votes(rate);
      }
      System.out.println("requests: a decision and an outcome each, a vote on every fifth");
      heads();
      bench.requests(REQUESTS_A_SECOND[0]);
      for (int rate : REQUESTS_A_SECOND) {
        bench.requests(rate);
      }
      bench.memory();
    }
  }

  private static void heads() {
    System.out.println(
        "| due a second | answered a second | failed | p50 ms | p99 ms | most ms |"
            + " to both policies p50 ms | p99 ms | CPU us an event, JVM | Redis | load |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
  }

  private void votes(int rate) {
    List<LoggedDecision> decisions = prepare(rate * seconds);
    play(
        rate,
        rate * seconds,
        number -> {
          LoggedDecision decision = decisions.get(number);
          return replica(number)
              .log()
              .feedback(Samples.thumb(decision, "ann", number % 2), Optional.of(decision.id()))
              .thenAccept(CollectorBench::check)
              .toCompletableFuture();
        });
  }

  private void requests(int rate) {
    play(
        rate,
        rate * seconds,
        number -> {
          LoggedDecision decision = Samples.decision(System.currentTimeMillis());
          RedisEventLog log = replica(number).log();
          CompletableFuture<Void> logged = log.decided(decision).toCompletableFuture();
          var told = logged.thenCompose(done -> log.finished(decision, Samples.ok(decision)));
          if (number % 5 == 0) {
            told =
                told.thenCompose(
                        done ->
                            log.feedback(
                                Samples.thumb(decision, "ann", number / 5 % 2), Optional.empty()))
                    .thenAccept(CollectorBench::check);
          }
          return told;
        });
  }

  private interface Sender {
    CompletableFuture<Void> send(int number);
  }

  private void play(int rate, int count, Sender sender) {
    Latencies answers = new Latencies(count);
    probe.start(one, two);
    AtomicInteger under = new AtomicInteger();
    failed.set(0);
    Duration jvmBefore = cpu(ProcessHandle.current());
    Duration redisBefore = cpu(redis);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + i * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(BREATH_NANOS);
      }
      under.incrementAndGet();
      var _ =
          sender
              .send(i)
              .whenComplete(
                  (done, failure) -> {
                    answers.add(System.nanoTime() - due);
                    if (failure != null) {
                      failed.incrementAndGet();
                    }
                    under.decrementAndGet();
                  });
    }
    while (under.get() > 0) {
      LockSupport.parkNanos(BREATH_NANOS);
    }
    double took = (System.nanoTime() - start) / 1e9;
    Latencies policies = probe.end();
    System.out.printf(
        Locale.ROOT,
        "| %d | %.0f | %d | %.1f | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f | %s |%n",
        rate,
        count / took,
        failed.get(),
        answers.millis(0.5),
        answers.millis(0.99),
        answers.millis(1),
        policies.millis(0.5),
        policies.millis(0.99),
        cpu(ProcessHandle.current()).minus(jvmBefore).toNanos() / 1e3 / count,
        cpu(redis).minus(redisBefore).toNanos() / 1e3 / count,
        load());
  }

  private void memory() {
    String info = one.redis().commands().info("memory").toCompletableFuture().join();
    long bytes =
        info.lines()
            .filter(line -> line.startsWith("used_memory_dataset:"))
            .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
            .findFirst()
            .orElseThrow();
    long decisions = one.log().stats().outcomes() + two.log().stats().outcomes();
    System.out.println(
        bytes / decisions + " bytes of Redis for each of " + decisions + " within the horizon");
  }

  private List<LoggedDecision> prepare(int count) {
    List<LoggedDecision> decisions = new ArrayList<>(count);
    ArrayDeque<CompletableFuture<Void>> under = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      LoggedDecision decision = Samples.decision(System.currentTimeMillis());
      decisions.add(decision);
      under.add(one.log().finished(decision, Samples.ok(decision)).toCompletableFuture());
      if (under.size() > PREPARED_AT_ONCE) {
        under.poll().join();
      }
    }
    under.forEach(CompletableFuture::join);
    PolicyProbe.awaitEqual(one, two);
    return decisions;
  }

  private LiveReplica replica(int number) {
    return number % 2 == 0 ? one : two;
  }

  private static void check(Acknowledgement answer) {
    if (!(answer instanceof Acknowledgement.Durable)) {
      throw new IllegalStateException("not acknowledged: " + answer);
    }
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
    } catch (IOException e) {
      return "?";
    }
  }
}
