package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.learners.SnapshotException;
import dev.pointsman.feedback.StreamId;
import dev.pointsman.feedback.snapshot.Snapshot;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshots a fold may begin with: those whose learner and features are the configured ones,
/// in this build of them, or were chosen by a cut-over. What is damaged or foreign is passed over
/// with a line in the log. One thread; throws {@link dev.pointsman.feedback.StoreAwayException}.
final class Shelf {

  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

  private final SnapshotStore store;
  private final Build configured;
  private final String build;
  private final AtomicLong refused = new AtomicLong();

  Shelf(SnapshotStore store, Build configured) {
    this.store = store;
    this.configured = configured;
    this.build = configured.fresh().build();
  }

  /// How many were found damaged or foreign.
  long refused() {
    return refused.get();
  }

  /// The newest state behind which at least `recalled` entries were folded since, or the next best;
  /// empty when none can be used.
  Optional<FoldState> newest(long recalled) {
    List<SnapshotMark> marks = marks(mark -> true);
    if (marks.isEmpty()) {
      return Optional.empty();
    }
    long most = marks.getFirst().folded() - recalled;
    List<SnapshotMark> wanted = new ArrayList<>();
    List<SnapshotMark> nextBest = new ArrayList<>();
    marks.forEach(mark -> (mark.folded() <= most ? wanted : nextBest).add(mark));
    wanted.addAll(nextBest.reversed());
    return first(wanted);
  }

  /// The newest state at an entry or before it.
  Optional<FoldState> newestUpTo(String id) {
    return first(marks(mark -> !StreamId.isBefore(id, mark.lastId())));
  }

  /// The state of this name, whoever's learner it is.
  Optional<FoldState> named(String name) {
    return read(name);
  }

  /// How many entries the newest was folded from; 0 when there is none.
  long folded() {
    return marks(mark -> true).stream().mapToLong(SnapshotMark::folded).max().orElse(0);
  }

  private List<SnapshotMark> marks(Predicate<SnapshotMark> wanted) {
    return store.marks().stream().filter(this::fits).filter(wanted).toList();
  }

  private boolean fits(SnapshotMark mark) {
    boolean isConfigured =
        mark.origin().schema().equals(configured.schema().hash())
            && mark.origin().build().equals(build);
    return isConfigured || (mark.chosen() && configured.of(mark.origin()).isPresent());
  }

  /// The same, unless its learner is neither the configured one nor chosen.
  Optional<FoldState> fitting(String name) {
    return first(marks(mark -> mark.name().equals(name)));
  }

  private Optional<FoldState> first(List<SnapshotMark> marks) {
    return marks.stream().map(mark -> read(mark.name())).flatMap(Optional::stream).findFirst();
  }

  private Optional<FoldState> read(String name) {
    try {
      return store.read(name).map(bytes -> FoldState.restore(Snapshot.parse(bytes), configured));
    } catch (IllegalArgumentException | SnapshotException e) {
      refused.incrementAndGet();
      LOG.warn(
          "snapshot {} cannot be used: {}; an older one or the whole stream takes its place",
          name,
          e.getMessage());
      return Optional.empty();
    }
  }
}
