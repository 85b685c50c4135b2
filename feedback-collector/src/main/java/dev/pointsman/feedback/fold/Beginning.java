package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Learner;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a fold begins: at a snapshot, or at the stream's beginning. One thread.
final class Beginning {

  private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);

  private final RewardLog log;
  private final Optional<Shelf> shelf;
  private final Build build;
  private final Supplier<Learner> fresh;
  private final List<Arm> firstArms;
  private final Set<Long> without;

  Beginning(
      RewardLog log,
      Optional<Shelf> shelf,
      Build build,
      Supplier<Learner> fresh,
      List<Arm> firstArms,
      Set<Long> without) {
    this.log = log;
    this.shelf = shelf;
    this.build = build;
    this.fresh = fresh;
    this.firstArms = firstArms;
    this.without = without;
  }

  Optional<Shelf> shelf() {
    return shelf;
  }

  /// What follows a state's last entry, as its learner reads it. Throws when the store is away.
  List<RewardEntry> read(FoldState state, int max, long waitMillis) {
    RewardLog own = shelf.isPresent() ? log.under(state.build().schema().hash()) : log;
    return own.readAfter(state.lastId(), max, waitMillis);
  }

  String trimmedTo() {
    return log.trimmedTo();
  }

  boolean holds(String id) {
    return log.holds(id);
  }

  void close() {
    log.close();
  }

  /// For a boot: the state before the last `recalled` entries at least, which are then folded
  /// before the eyes of the listeners. A stream not much longer than that is folded whole.
  FoldState boot(long recalled) {
    boolean isShort = recalled > 0 && shelf.map(Shelf::folded).orElse(0L) <= recalled;
    if (isShort && isWhole()) {
      return whole();
    }
    return shelf.flatMap(kept -> kept.newest(recalled)).orElseGet(this::wholeOrRest);
  }

  /// For one that folds beside what serves: the newest state that left out the same feedback.
  FoldState bootAside() {
    return newest().filter(state -> state.without().equals(without)).orElseGet(this::whole);
  }

  /// The newest state that is kept.
  Optional<FoldState> newest() {
    return shelf.flatMap(kept -> kept.newest(0));
  }

  /// The state of a snapshot, or else one at its entry or as near before it as is kept; empty when
  /// that is lost. `ofAny`: also where its learner is not the configured one.
  Optional<FoldState> upTo(String name, String id, boolean ofAny) {
    return shelf.flatMap(
        kept ->
            (ofAny ? kept.named(name) : kept.fitting(name))
                .or(() -> kept.newestUpTo(id))
                .or(() -> isWhole() ? Optional.of(whole()) : Optional.empty()));
  }

  private FoldState wholeOrRest() {
    if (!isWhole()) {
      LOG.error(
          "the stream begins at {} and no snapshot can be used: what was learnt before is lost to"
              + " this replica",
          log.trimmedTo());
    }
    return whole();
  }

  private FoldState whole() {
    return FoldState.begin(build, fresh.get(), without, firstArms);
  }

  private boolean isWhole() {
    return log.trimmedTo().equals(RewardLog.BEGINNING);
  }
}
