package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.snapshot.Lease;
import dev.pointsman.feedback.snapshot.Snapshot;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folds a route's stream by the learner that is to serve next, beside the fold that serves, until
/// a cut-over. Then their parts change: what served before goes on learning, to be gone back to.
///
/// A cut-over is an order to adopt a snapshot of what was learnt here: all replicas take that one
/// up at the same entry, whether they fold it too, lag behind or boot later. On the thread of the
/// fold that serves, whose connection it shares; `progress` and `cutOver` for any.
public final class Understudy {

  private static final Logger LOG = LoggerFactory.getLogger(Understudy.class);
  private static final Duration LIFE = Duration.ofSeconds(10);
  private static final long SLICE_NANOS = Duration.ofMillis(50).toNanos();

  /// What the configuration names: what serves until a cut-over, what serves behind it, and after
  /// how many rewards the understudy cuts over by itself, if no order ever chose what serves.
  public record Plan(Build now, Build next, OptionalLong afterRewards) {

    /// Whether anything is to serve next.
    public boolean isOfTwo() {
      return !now.isSame(next);
    }

    /// What folds in the background while this serves.
    public Build besides(Build serving) {
      return serving.isSame(next) ? now : next;
    }
  }

  /// What it has come to. `behind`: older entries are still to be folded.
  public record Progress(
      String learner, String schema, long rewards, String lastId, boolean behind) {}

  private final RewardFold serving;
  private final RewardLog log;
  private final List<Arm> firstArms;
  private final Plan plan;
  private final SnapshotStore store;
  private final Keeping keeping;
  private final AtomicReference<Optional<Asked>> asked = new AtomicReference<>(Optional.empty());
  private Optional<Part> part = Optional.empty();
  private volatile Optional<Progress> progress = Optional.empty();
  private boolean hasOrdered;

  private record Asked(String by, CompletableFuture<String> order) {}

  private record Part(Build build, Course course, Optional<SnapshotKeeper> keeper) {}

  /// `store` is of what serves; `keeping` says where what is learnt here is kept meanwhile, by the
  /// same holder's name.
  public Understudy(
      RewardFold serving,
      RewardLog log,
      List<Arm> firstArms,
      Plan plan,
      SnapshotStore store,
      Keeping keeping) {
    this.serving = serving;
    this.log = log;
    this.firstArms = firstArms;
    this.plan = plan;
    this.store = store;
    this.keeping = keeping.aside();
  }

  /// Empty before it has begun.
  public Optional<Progress> progress() {
    return progress;
  }

  /// Lets it serve on all replicas; gives the entry from which on. Fails with {@link
  /// IllegalStateException} while it is behind, and with {@link
  /// dev.pointsman.feedback.StoreAwayException}.
  public CompletionStage<String> cutOver(String by) {
    Asked mine = new Asked(by, new CompletableFuture<>());
    IllegalStateException again = new IllegalStateException("it was asked for again meanwhile");
    asked
        .getAndSet(Optional.of(mine))
        .ifPresent(before -> before.order().completeExceptionally(again));
    return mine.order();
  }

  /// Whether it has more to do at once.
  boolean isBehind() {
    return progress.map(Progress::behind).orElse(true);
  }

  /// Folds on for a moment. Throws when the store is away.
  void work() {
    Part current = part.filter(this::isDue).orElseGet(this::begin);
    part = Optional.of(current);
    Course course = current.course();
    long began = System.nanoTime();
    int taken = course.advance(0);
    while (taken > 0 && System.nanoTime() - began < SLICE_NANOS) {
      taken = course.advance(0);
    }
    current.keeper().ifPresent(keeper -> keeper.look(course.state()));
    Progress now = progress(current, taken > 0);
    progress = Optional.of(now);
    asked.getAndSet(Optional.empty()).ifPresent(person -> answer(person, now));
    if (isRipe(current, now)) {
      store.lease(keeping.holder(), LIFE).ifPresent(lease -> order(lease, "enough rewards"));
    }
  }

  /// Another part begins behind a cut-over, and when other feedback is left out.
  private boolean isDue(Part current) {
    return current.build().isSame(plan.besides(serving.build()))
        && current.course().state().without().equals(serving.without());
  }

  private Part begin() {
    Build build = plan.besides(serving.build());
    boolean isWhole = log.trimmedTo().equals(RewardLog.BEGINNING);
    List<Arm> arms = isWhole ? firstArms : serving.arms();
    Beginning beginning =
        new Beginning(
            log,
            Optional.of(new Shelf(keeping.store(), build)),
            build,
            build::fresh,
            arms,
            serving.without());
    FoldState state = beginning.bootAside();
    Footing footing = new Footing(beginning, System::nanoTime);
    Course course =
        new Course(beginning, new Rewind(beginning, true), new Audience(List.of()), footing, state);
    LOG.info(
        "learner {} on features {} folds in the background from entry {} on{}",
        build.learner(),
        build.schema().hash(),
        state.lastId(),
        isWhole || state.intake().folded() > 0 ? "" : ", since older ones are gone");
    hasOrdered = false;
    return new Part(build, course, keeping.keeper());
  }

  private static Progress progress(Part current, boolean isBehind) {
    FoldState state = current.course().state();
    return new Progress(
        current.build().learner(),
        current.build().schema().hash(),
        state.intake().rewards(),
        state.lastId(),
        isBehind);
  }

  private boolean isRipe(Part current, Progress now) {
    return plan.afterRewards().isPresent()
        && now.rewards() >= plan.afterRewards().getAsLong()
        && !now.behind()
        && !hasOrdered
        && !serving.isChosen()
        && current.build().isSame(plan.next());
  }

  private void answer(Asked person, Progress now) {
    try {
      if (now.behind()) {
        throw new IllegalStateException("older entries are still to be folded; try again later");
      }
      person
          .order()
          .complete(
              order(store.seize(keeping.holder(), LIFE), person.by())
                  .orElseThrow(
                      () -> new IllegalStateException("another took the lease; try again")));
    } catch (RuntimeException e) {
      person.order().completeExceptionally(e);
    }
  }

  private Optional<String> order(Lease lease, String by) {
    Snapshot choice = part.orElseThrow().course().state().snapshotAsChosen();
    Optional<String> id = store.adopt(lease, choice, by);
    hasOrdered = id.isPresent();
    return id;
  }
}
