package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import dev.pointsman.feedback.CorruptEntryException;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.StreamId;
import dev.pointsman.feedback.snapshot.Snapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folds one route's `rewards` stream into a learner and publishes the policy it makes.
///
/// The learner's state is a pure function of the arms it is told first and of the entries in stream
/// order, changes of arms and orders among them: two folds of one stream are equal, bit for bit,
/// also where one began at a snapshot. One that finds the stream trimmed behind its place goes on
/// from the newest snapshot. A policy is published at once when the stream was idle, and at most
/// every 20 ms under load. An entry that cannot be read or learnt is passed over and counted.
/// `doWork` and `catchUp` belong to one thread; `live`, `stats` and `upkeep` to any.
public final class RewardFold {

  private static final Logger LOG = LoggerFactory.getLogger(RewardFold.class);

  /// The most entries of one read.
  static final int BATCH = 512;

  private static final int QUARANTINED_KEPT = 20;
  private static final long PUBLISH_EVERY_NANOS = Duration.ofMillis(20).toNanos();
  private static final long IDLE_WAIT_MILLIS = 250;
  private static final Build NO_BUILD = new Build("none", new FeatureSchema("none", List.of()));

  /// Counts from the stream's beginning, of `listenerFailures` since start; `quarantined` are the
  /// last ids passed over since start, oldest first.
  public record Stats(
      long outcomes,
      long rewards,
      long corrupt,
      long listenerFailures,
      List<String> quarantined,
      String lastId) {}

  /// Of snapshots, since start: written here, refused as damaged or foreign, and how often the
  /// stream was found trimmed; orders that could not be obeyed; entries trimmed; failures of the
  /// keeper. `begunAt` is the entry the fold began behind, `frozen` what is stopped, `candidate`
  /// how far the candidate of the route has come.
  public record Upkeep(
      long written,
      long refused,
      long recovered,
      long disobeyed,
      long trimmed,
      long failures,
      String begunAt,
      Order.Freeze frozen,
      Optional<Standing> candidate) {}

  private final RewardLog log;
  private final Audience audience;
  private final LongSupplier nanoTime;
  private final Beginning beginning;
  private final Rewind rewind;
  private final Optional<SnapshotKeeper> keeper;
  private final String begunAt;
  private final AtomicReference<LivePolicy> live;
  private final ArrayDeque<String> quarantined = new ArrayDeque<>();
  private FoldState state;
  private volatile Stats stats;
  private volatile Order.Freeze frozen;
  private volatile Optional<Standing> standing;
  private final AtomicLong recovered = new AtomicLong();
  private boolean isDirty;
  private long publishedAt;

  /// Without snapshots. `arms` are those the route was told first of all; see {@link
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
    this(
        log,
        new Beginning(log, Optional.empty(), NO_BUILD, () -> learner, arms, Set.of()),
        0,
        listeners,
        Optional.empty(),
        nanoTime);
  }

  /// One that begins at a snapshot where there is one. Throws when the store is away.
  public static RewardFold of(
      RewardLog log, Build build, List<Arm> arms, List<FoldListener> listeners, Keeping keeping) {
    Shelf shelf = new Shelf(keeping.store(), build);
    return new RewardFold(
        log,
        new Beginning(log, Optional.of(shelf), build, build::fresh, arms, keeping.without()),
        keeping.recalled(),
        listeners,
        keeping.keeper(),
        System::nanoTime);
  }

  private RewardFold(
      RewardLog log,
      Beginning beginning,
      long recalled,
      List<FoldListener> listeners,
      Optional<SnapshotKeeper> keeper,
      LongSupplier nanoTime) {
    this.log = log;
    this.beginning = beginning;
    this.rewind = new Rewind(log, beginning);
    this.audience = new Audience(listeners);
    this.keeper = keeper;
    this.nanoTime = nanoTime;
    this.state = beginning.boot(recalled);
    this.frozen = state.frozen();
    this.standing = state.standing();
    this.begunAt = state.lastId();
    this.publishedAt = nanoTime.getAsLong() - PUBLISH_EVERY_NANOS;
    this.live = new AtomicReference<>(policyNow());
    this.stats = statsNow();
  }

  /// The newest published policy; never absent.
  public LivePolicy live() {
    return live.get();
  }

  public Stats stats() {
    return stats;
  }

  public Upkeep upkeep() {
    return new Upkeep(
        keeper.map(SnapshotKeeper::written).orElse(0L),
        beginning.shelf().map(Shelf::refused).orElse(0L),
        recovered.get(),
        rewind.disobeyed(),
        keeper.map(SnapshotKeeper::trimmed).orElse(0L),
        keeper.map(SnapshotKeeper::failures).orElse(0L),
        begunAt,
        frozen,
        standing);
  }

  /// What was folded until now, to be kept. The fold's thread.
  public Snapshot snapshot() {
    return state.snapshot();
  }

  /// The same, to be chosen by a cut-over: replicas that boot from it outweigh their configuration.
  public Snapshot choice() {
    return state.snapshotAsChosen();
  }

  /// The learner as it stands, and whose it is. The fold's thread.
  public Learner learner() {
    return state.learner();
  }

  /// Whether its learner was chosen by a cut-over. The fold's thread.
  public boolean isChosen() {
    return state.chosen();
  }

  /// The arms it was told last. The fold's thread.
  public List<Arm> arms() {
    return state.arms();
  }

  /// Whose feedback does not count. The fold's thread.
  public Set<Long> without() {
    return Set.copyOf(state.without());
  }

  /// Which learner folds; another than the configuration's after a cut-over.
  public Build build() {
    return state.build();
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
    keeper.ifPresent(owner -> owner.look(state));
    return folded;
  }

  /// Lets go of the stream; after the last call of `doWork`.
  void close() {
    log.close();
  }

  private int fold(long waitMillis) {
    List<RewardEntry> entries;
    try {
      entries = log.readAfter(state.lastId(), BATCH, waitMillis);
    } catch (CorruptEntryException e) {
      if (!recover()) {
        quarantine(e.id(), String.valueOf(e.getMessage()));
        stats = statsNow();
      }
      return 1;
    }
    if (recover()) {
      return 1;
    }
    for (RewardEntry entry : entries) {
      take(entry);
    }
    if (!entries.isEmpty()) {
      stats = statsNow();
    }
    return entries.size();
  }

  /// Goes on from a snapshot when entries behind this place are gone: it was asked after the read.
  private boolean recover() {
    String trimmedTo = log.trimmedTo();
    if (!StreamId.isBefore(state.lastId(), trimmedTo)) {
      return false;
    }
    FoldState newest = beginning.newest().orElse(state);
    if (!StreamId.isBefore(state.lastId(), newest.lastId())) {
      return false;
    }
    LOG.warn(
        "the stream was trimmed to {} and this replica was at {}: it goes on from snapshot {}",
        trimmedTo,
        state.lastId(),
        newest.lastId());
    state = newest;
    frozen = state.frozen();
    recovered.incrementAndGet();
    isDirty = true;
    stats = statsNow();
    return true;
  }

  private void take(RewardEntry entry) {
    Optional<Standing.Step> before = state.step();
    step(entry);
    state
        .step()
        .filter(now -> !Optional.of(now).equals(before))
        .ifPresent(now -> audience.tell(entry, listener -> listener.moved(entry, now)));
  }

  private void step(RewardEntry entry) {
    if (entry.order().isPresent()) {
      LOG.info("entry {}: {}", entry.id(), entry.order().get());
      state = rewind.obeyed(state, entry);
      frozen = state.frozen();
      isDirty = true;
      return;
    }
    audience.tell(entry, listener -> listener.before(entry, state.learner()));
    try {
      state.learn(entry);
      state
          .learner()
          .changed()
          .ifPresent(arm -> audience.tell(entry, listener -> listener.changed(entry, arm)));
      isDirty = true;
    } catch (RuntimeException e) {
      quarantine(entry.id(), "entry " + entry.id() + " cannot be learnt: " + e);
    }
  }

  private void quarantine(String id, String why) {
    state.quarantine(id);
    isDirty = true;
    quarantined.addLast(id);
    if (quarantined.size() > QUARANTINED_KEPT) {
      quarantined.removeFirst();
    }
    if (Long.bitCount(state.corrupt()) == 1) { // A stream may hold many.
      LOG.warn("{} ({} so far)", why, state.corrupt());
    }
  }

  private long untilPublishNanos() {
    return publishedAt + PUBLISH_EVERY_NANOS - nanoTime.getAsLong();
  }

  private void publish() {
    if (isDirty) {
      live.set(policyNow());
      standing = state.standing();
      isDirty = false;
      publishedAt = nanoTime.getAsLong();
    }
  }

  private LivePolicy policyNow() {
    return state.policy();
  }

  private Stats statsNow() {
    return new Stats(
        state.outcomes(),
        state.rewards(),
        state.corrupt(),
        audience.failures(),
        List.copyOf(quarantined),
        state.lastId());
  }
}
