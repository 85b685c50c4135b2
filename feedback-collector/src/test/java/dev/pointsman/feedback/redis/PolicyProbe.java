package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.fold.FoldListener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Gives a thumb again and again, and sees how long it takes from there until the policies that two
/// replicas serve have learnt from it.
final class PolicyProbe {

  private static final long EVERY_NANOS = Duration.ofMillis(50).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();
  private static final int MOST = 10_000;

  private final Map<String, String> entriesOfFirst = new ConcurrentHashMap<>();
  private final Map<String, String> entriesOfSecond = new ConcurrentHashMap<>();
  private Latencies seen = new Latencies(0);
  private Thread thread = Thread.currentThread();
  private volatile String watched = "";
  private volatile boolean isEnding;

  FoldListener first() {
    return (entry, learner) -> note(entry, entriesOfFirst);
  }

  FoldListener second() {
    return (entry, learner) -> note(entry, entriesOfSecond);
  }

  void start(LiveReplica one, LiveReplica two) {
    seen = new Latencies(MOST);
    isEnding = false;
    thread = Thread.ofPlatform().daemon().start(() -> run(one, two));
  }

  Latencies end() {
    isEnding = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return seen;
  }

  /// Until both have folded the same, twice in a row.
  static void awaitEqual(LiveReplica one, LiveReplica two) {
    String last = "";
    while (!last.equals(one.fold().stats().lastId()) || !last.equals(two.fold().stats().lastId())) {
      last = one.fold().stats().lastId();
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }

  private void run(LiveReplica one, LiveReplica two) {
    while (!isEnding) {
      LoggedDecision decision = Samples.decision(System.currentTimeMillis());
      watched = decision.id();
      one.log().finished(decision, Samples.ok(decision)).toCompletableFuture().join();
      long given = System.nanoTime();
      two.log()
          .feedback(Samples.thumb(decision, "bob", 1), Optional.empty())
          .toCompletableFuture()
          .join();
      while (!isIn(one, entriesOfFirst, decision.id())
          || !isIn(two, entriesOfSecond, decision.id())) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      seen.add(System.nanoTime() - given);
      LockSupport.parkNanos(EVERY_NANOS);
    }
  }

  private void note(RewardEntry entry, Map<String, String> entries) {
    if (entry.lesson() instanceof Lesson.Graded && entry.decisionId().equals(watched)) {
      entries.put(entry.decisionId(), entry.id());
    }
  }

  /// Whether the policy that is served knows the lesson on this decision.
  private static boolean isIn(LiveReplica replica, Map<String, String> entries, String decision) {
    String entry = entries.get(decision);
    String version = replica.fold().live().version();
    return entry != null && compare(version.substring(0, version.indexOf('/')), entry) >= 0;
  }

  private static int compare(String id, String other) {
    int byMillis = Long.compare(part(id, 0), part(other, 0));
    return byMillis != 0 ? byMillis : Long.compare(part(id, 1), part(other, 1));
  }

  private static long part(String id, int at) {
    return Long.parseLong(id.split("-", -1)[at]);
  }
}
