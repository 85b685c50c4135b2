package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.feedback.CorruptEntryException;
import dev.pointsman.feedback.DecisionIds;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folds one route's `rewards` stream into a learner and publishes the policy it makes.
///
/// The learner's state is a pure function of the arms it is told first and of the entries in stream
/// order, changes of arms among them: two folds of one stream are equal, bit for bit. A policy is
/// published at once when the stream was idle, and at most every 20 ms under load. An entry that
/// cannot be read or learnt is passed over and counted. `doWork` and `catchUp` belong to one
/// thread; `live` and `stats` to any.
public final class RewardFold {

  private static final Logger LOG = LoggerFactory.getLogger(RewardFold.class);

  /// The most entries of one read.
  static final int BATCH = 512;

  private static final int QUARANTINED_KEPT = 20;
  private static final long PUBLISH_EVERY_NANOS = Duration.ofMillis(20).toNanos();
  private static final long IDLE_WAIT_MILLIS = 250;

  /// Counts since start; `quarantined` are the last ids passed over, oldest first.
  public record Stats(
      long outcomes,
      long rewards,
      long corrupt,
      long listenerFailures,
      List<String> quarantined,
      String lastId) {}

  private final RewardLog log;
  private final Learner learner;
  private final List<FoldListener> listeners;
  private final LongSupplier nanoTime;
  private final AtomicReference<LivePolicy> live;
  private final ArrayDeque<String> quarantined = new ArrayDeque<>();
  private String suffix;
  private volatile Stats stats;
  private String lastId = RewardLog.BEGINNING;
  private long outcomes;
  private long rewards;
  private long corrupt;
  private long listenerFailures;
  private boolean isDirty;
  private long publishedAt;

  /// `arms` are those the route was told first of all; see {@link
  /// dev.pointsman.feedback.EventLog#arms}.
  public RewardFold(RewardLog log, Learner learner, List<Arm> arms, List<FoldListener> listeners) {
    this(log, learner, arms, listeners, System::nanoTime);
  }

  RewardFold(
      RewardLog log,
      Learner learner,
      List<Arm> arms,
      List<FoldListener> listeners,
      LongSupplier nanoTime) {
    this.log = log;
    this.learner = learner;
    this.listeners = List.copyOf(listeners);
    this.nanoTime = nanoTime;
    this.suffix = suffix(arms);
    learner.learn(new Lesson.Arms(arms));
    this.publishedAt = nanoTime.getAsLong() - PUBLISH_EVERY_NANOS;
    this.live = new AtomicReference<>(new LivePolicy(learner.snapshot(), lastId + suffix));
    this.stats = statsNow();
  }

  /// The newest published policy; never absent.
  public LivePolicy live() {
    return live.get();
  }

  public Stats stats() {
    return stats;
  }

  /// Folds all there is and publishes: for boot, before serving. Throws when the store is away.
  public void catchUp() {
    boolean isMore = true;
    while (isMore) {
      isMore = fold(0) > 0;
    }
    publish();
  }

  /// Waits up to a quarter of a second for entries and folds those there are; says how many. Throws
  /// when the store is away.
  public int doWork() {
    int folded = fold(isDirty ? Math.max(1, untilPublishNanos() / 1_000_000) : IDLE_WAIT_MILLIS);
    if (isDirty && untilPublishNanos() <= 0) {
      publish();
    }
    return folded;
  }

  /// Lets go of the stream; after the last call of `doWork`.
  void close() {
    log.close();
  }

  private String suffix(List<Arm> arms) {
    return "/" + Versions.hash(learner.build()) + "/" + Versions.hash(arms);
  }

  private int fold(long waitMillis) {
    List<RewardEntry> entries;
    try {
      entries = log.readAfter(lastId, BATCH, waitMillis);
    } catch (CorruptEntryException e) {
      quarantine(e.id());
      warn(corrupt, String.valueOf(e.getMessage()));
      stats = statsNow();
      return 1;
    }
    for (RewardEntry entry : entries) {
      learn(entry);
    }
    if (!entries.isEmpty()) {
      stats = statsNow();
    }
    return entries.size();
  }

  private void learn(RewardEntry entry) {
    tell(entry, listener -> listener.before(entry, learner));
    // Whatever a learner throws, it throws on every replica, so all pass over the same entries.
    try {
      DecisionIds.millis(entry.decisionId()).ifPresent(at -> learner.learn(new Lesson.At(at)));
      learner.learn(entry.lesson());
      count(entry.lesson());
      learner.changed().ifPresent(arm -> tell(entry, listener -> listener.changed(entry, arm)));
      if (entry.lesson() instanceof Lesson.Arms told) {
        suffix = suffix(told.arms());
      }
      isDirty = true;
      lastId = entry.id();
    } catch (RuntimeException e) {
      quarantine(entry.id());
      warn(corrupt, "entry " + entry.id() + " cannot be learnt: " + e);
    }
  }

  /// A listener's failure must not decide what is learnt: replicas listen differently.
  private void tell(RewardEntry entry, Consumer<FoldListener> news) {
    for (FoldListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        listenerFailures++;
        warn(listenerFailures, "a listener failed on entry " + entry.id() + ": " + e);
      }
    }
  }

  private void count(Lesson lesson) {
    switch (lesson) {
      case Lesson.Usage _ -> outcomes++;
      case Lesson.Graded _ -> rewards++;
      case Lesson.Verified _ -> {}
      case Lesson.Arms _ -> {}
      case Lesson.At _ -> {}
    }
  }

  private void quarantine(String id) {
    lastId = id;
    isDirty = true;
    corrupt++;
    quarantined.addLast(id);
    if (quarantined.size() > QUARANTINED_KEPT) {
      quarantined.removeFirst();
    }
  }

  /// Says the first of a kind, the second, the fourth, and so on: a stream may hold many.
  private static void warn(long count, String message) {
    if (Long.bitCount(count) == 1) {
      LOG.warn("{} ({} so far)", message, count);
    }
  }

  private long untilPublishNanos() {
    return publishedAt + PUBLISH_EVERY_NANOS - nanoTime.getAsLong();
  }

  private void publish() {
    if (isDirty) {
      live.set(new LivePolicy(learner.snapshot(), lastId + suffix));
      isDirty = false;
      publishedAt = nanoTime.getAsLong();
    }
  }

  private Stats statsNow() {
    return new Stats(
        outcomes, rewards, corrupt, listenerFailures, List.copyOf(quarantined), lastId);
  }
}
