package dev.pointsman.feedback.fold;

import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.StreamId;
import dev.pointsman.feedback.snapshot.Lease;
import dev.pointsman.feedback.snapshot.Origin;
import dev.pointsman.feedback.snapshot.Snapshot;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes snapshots of a fold and, of the one that serves, trims its stream behind them, while this
/// replica holds the lease.
///
/// Called on the fold's thread, which owns the learner. A store that is away, or another holder,
/// leaves the work for later.
final class SnapshotKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
  private static final Duration LIFE = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MOST_TRIMS = 100;

  private final SnapshotStore store;
  private final KeepRules rules;
  private final boolean isAside;
  private final String holder;
  private final LongSupplier nanoTime;
  private Optional<Lease> lease = Optional.empty();
  private long lookAt;
  private long takenAt;
  private long takenFolded;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong trimmed = new AtomicLong();
  private final Faults failures = new Faults(LOG);

  SnapshotKeeper(Keeping keeping, KeepRules rules) {
    this.store = keeping.store();
    this.rules = rules;
    this.isAside = keeping.isAside();
    this.holder = keeping.holder();
    this.nanoTime = keeping.nanoTime();
    this.lookAt = nanoTime.getAsLong();
    this.takenAt = lookAt;
  }

  long written() {
    return written.get();
  }

  long trimmed() {
    return trimmed.get();
  }

  long failures() {
    return failures.count();
  }

  /// Does what is due, about once a second.
  void look(FoldState state) {
    long now = nanoTime.getAsLong();
    if (now - lookAt < 0 || !state.build().isKept()) {
      return;
    }
    lookAt = now + LOOK_NANOS;
    try {
      if (hold(state) && isDue(state, now)) {
        take(state, now);
      }
    } catch (StoreAwayException e) {
      lease = Optional.empty();
      failures.add("no snapshot now: " + e.getMessage());
    }
  }

  private boolean hold(FoldState state) {
    Optional<Lease> before = lease;
    lease = store.lease(holder, LIFE);
    if (lease.isPresent() && !lease.equals(before)) {
      Origin own = state.build().origin(state.learner());
      takenFolded =
          store.marks().stream()
              .filter(mark -> mark.origin().equals(own))
              .mapToLong(SnapshotMark::folded)
              .max()
              .orElse(0);
    }
    return lease.isPresent();
  }

  /// Where entries have an age to go at, a quiet stream is looked after too.
  private boolean isDue(FoldState state, long now) {
    long since = state.intake().folded() - takenFolded;
    boolean isWorthIt = since > 0 || (rules.life().isPresent() && state.intake().folded() > 0);
    return since >= rules.every() || (isWorthIt && now - takenAt >= rules.longest().toNanos());
  }

  private void take(FoldState state, long now) {
    Lease held = lease.orElseThrow();
    Snapshot snapshot = state.snapshot();
    List<SnapshotMark> marks = new ArrayList<>();
    marks.add(markOf(snapshot));
    store.marks().stream().filter(mark -> !mark.name().equals(snapshot.name())).forEach(marks::add);
    Set<String> dropped = dropped(marks, snapshot.origin());
    if (!store.put(held, snapshot, dropped)) {
      LOG.info("another replica takes the snapshots now");
      lease = Optional.empty();
      return;
    }
    takenAt = now;
    takenFolded = state.intake().folded();
    written.incrementAndGet();
    Set<String> aged = rules.aged(store.marks(), snapshot.name());
    if (!aged.isEmpty()) {
      store.put(held, snapshot, aged);
    }
    if (!isAside) {
      List<SnapshotMark> kept = store.marks();
      rules.trimBound(kept).ifPresent(bound -> trim(held, kept, bound));
    }
  }

  /// Snapshots of another build serve replicas that run it, until they are old.
  private Set<String> dropped(List<SnapshotMark> marks, Origin own) {
    Set<String> dropped =
        rules.dropped(marks.stream().filter(mark -> mark.origin().equals(own)).toList());
    long oldest = marks.getFirst().folded() - rules.keep();
    marks.stream()
        .filter(mark -> !mark.origin().equals(own) && mark.folded() <= oldest)
        .forEach(mark -> dropped.add(mark.name()));
    return dropped;
  }

  private void trim(Lease held, List<SnapshotMark> kept, String bound) {
    long gone = 1;
    for (int i = 0; i < MOST_TRIMS && gone > 0; i++) {
      gone = store.trim(held, bound, rules.archived());
      trimmed.addAndGet(Math.max(0, gone));
    }
    String reached = store.trimmed(); // The archive may have held it back.
    for (SnapshotMark mark : kept) {
      mark.pin()
          .filter(order -> StreamId.isBefore(order, reached))
          .ifPresent(order -> store.unpin(held, mark.name(), order));
    }
  }

  private static SnapshotMark markOf(Snapshot snapshot) {
    return new SnapshotMark(
        snapshot.name(),
        snapshot.lastId(),
        snapshot.origin(),
        snapshot.folded(),
        snapshot.chosen(),
        0,
        Long.MAX_VALUE,
        Optional.empty());
  }
}
