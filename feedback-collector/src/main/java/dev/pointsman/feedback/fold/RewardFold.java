package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// Folds one route's `rewards` stream into a learner and publishes the policy it makes.
///
/// The learner's state is a pure function of the arms it is told first and of the entries in stream
/// order, changes of arms and orders among them: two folds of one stream are equal, bit for bit,
/// also where one began at a snapshot. A policy is published at once when the stream was idle, and
/// at most every 20 ms under load. `doWork` and `catchUp` belong to one thread; `live`, `stats`,
/// `upkeep` and `fingerprint` to any.
public final class RewardFold {

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
  /// stream was found trimmed, or without what was folded; orders that could not be obeyed; entries
  /// trimmed; failures of the keeper. `begunAt` is the entry the fold began behind, `frozen` what
  /// is stopped, `candidate` how far the candidate of the route has come.
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

  private final Audience audience;
  private final LongSupplier nanoTime;
  private final Beginning beginning;
  private final Rewind rewind;
  private final Course course;
  private final Optional<SnapshotKeeper> keeper;
  private final String begunAt;
  private final AtomicReference<LivePolicy> live;
  private volatile Stats stats;
  private volatile Order.Freeze frozen;
  private volatile Optional<Standing> standing;
  private final Queue<CompletableFuture<Optional<String>>> asked = new ConcurrentLinkedQueue<>();
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
        new Beginning(log, Optional.empty(), NO_BUILD, () -> learner, arms, Set.of()),
        Keeping.NOTHING,
        listeners,
        nanoTime);
  }

  /// One that begins at a snapshot where there is one. Throws when the store is away.
  public static RewardFold of(
      RewardLog log, Build build, List<Arm> arms, List<FoldListener> listeners, Keeping keeping) {
    Shelf shelf = new Shelf(keeping.store(), build);
    return new RewardFold(
        new Beginning(log, Optional.of(shelf), build, build::fresh, arms, keeping.without()),
        keeping,
        listeners,
        System::nanoTime);
  }

  private RewardFold(
      Beginning beginning, Keeping keeping, List<FoldListener> listeners, LongSupplier nanoTime) {
    this.beginning = beginning;
    this.rewind = new Rewind(beginning, keeping.isAside());
    this.audience = new Audience(listeners);
    this.keeper = keeping.keeper();
    this.nanoTime = nanoTime;
    FoldState begun =
        keeping.isAside() ? beginning.bootAside() : beginning.boot(keeping.recalled());
    this.course = new Course(beginning, rewind, audience, new Footing(beginning, nanoTime), begun);
    this.frozen = state().frozen();
    this.standing = state().arena().standing();
    this.begunAt = state().lastId();
    this.publishedAt = nanoTime.getAsLong() - PUBLISH_EVERY_NANOS;
    this.live = new AtomicReference<>(state().live());
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
        course.recovered(),
        rewind.disobeyed(),
        keeper.map(SnapshotKeeper::trimmed).orElse(0L),
        keeper.map(SnapshotKeeper::failures).orElse(0L),
        begunAt,
        frozen,
        standing);
  }

  /// What the snapshot would be called that could be taken now: two folds of one name have learnt
  /// the same, bit for bit. Empty for a learner that cannot be kept. Told with the next `doWork`.
  public CompletionStage<Optional<String>> fingerprint() {
    CompletableFuture<Optional<String>> told = new CompletableFuture<>();
    asked.add(told);
    return told;
  }

  /// What was folded until now, to be kept. The fold's thread.
  public Snapshot snapshot() {
    return state().snapshot();
  }

  /// The same, to be chosen by a cut-over: replicas that boot from it outweigh their configuration.
  public Snapshot choice() {
    return state().snapshotAsChosen();
  }

  /// The learner as it stands, and whose it is. The fold's thread.
  public Learner learner() {
    return state().learner();
  }

  /// Whether its learner was chosen by a cut-over. The fold's thread.
  public boolean isChosen() {
    return state().chosen();
  }

  /// The arms it was told last. The fold's thread.
  public List<Arm> arms() {
    return state().arms();
  }

  /// Whose feedback does not count. The fold's thread.
  public Set<Long> without() {
    return Set.copyOf(state().without());
  }

  /// Which learner folds; another than the configuration's after a cut-over. The fold's thread.
  public Build build() {
    return state().build();
  }

  /// Folds all there is and publishes: for boot, before serving. Throws when the store is away.
  public void catchUp() {
    boolean isMore = true;
    while (isMore) {
      isMore = advance(0) > 0;
    }
    publish();
  }

  /// Waits up to a quarter of a second for entries and folds those there are; says how many. Throws
  /// when the store is away.
  public int doWork() {
    return doWork(IDLE_WAIT_MILLIS);
  }

  /// The same, waiting no longer than that.
  int doWork(long idleMillis) {
    tellFingerprint();
    long dueMillis = Math.max(1, untilPublishNanos() / 1_000_000);
    int folded = advance(isDirty ? Math.min(dueMillis, idleMillis) : idleMillis);
    if (isDirty && untilPublishNanos() <= 0) {
      publish();
    }
    keeper.ifPresent(owner -> owner.look(state()));
    return folded;
  }

  /// Lets go of the stream; after the last call of `doWork` and of its understudy's `work`.
  void close() {
    beginning.close();
  }

  private void tellFingerprint() {
    if (asked.isEmpty()) {
      return;
    }
    Optional<String> name =
        state().build().isKept() ? Optional.of(state().snapshot().name()) : Optional.empty();
    for (var told = asked.poll(); told != null; told = asked.poll()) {
      told.complete(name);
    }
  }

  private FoldState state() {
    return course.state();
  }

  private int advance(long waitMillis) {
    int taken = course.advance(waitMillis);
    if (taken > 0) {
      isDirty = true;
      frozen = state().frozen();
      stats = statsNow();
    }
    return taken;
  }

  private long untilPublishNanos() {
    return publishedAt + PUBLISH_EVERY_NANOS - nanoTime.getAsLong();
  }

  private void publish() {
    if (isDirty) {
      live.set(state().live());
      standing = state().arena().standing();
      isDirty = false;
      publishedAt = nanoTime.getAsLong();
    }
  }

  private Stats statsNow() {
    return new Stats(
        state().intake().outcomes(),
        state().intake().rewards(),
        state().intake().corrupt(),
        audience.failures(),
        course.quarantined(),
        state().lastId());
  }
}
