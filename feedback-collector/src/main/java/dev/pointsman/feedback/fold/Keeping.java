package dev.pointsman.feedback.fold;

import dev.pointsman.feedback.snapshot.NoSnapshots;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/// How a fold uses snapshots: where they are; how many entries its listeners are to be told again
/// at boot; by which rules, and as who, it takes them, if it does; whose feedback does not count
/// where it begins at the stream's beginning, by {@link dev.pointsman.feedback.Voice#hash}.
/// `isAside`: it folds beside what serves, so cut-overs change nothing for it, and it trims
/// nothing.
public record Keeping(
    SnapshotStore store,
    long recalled,
    Optional<KeepRules> rules,
    String holder,
    Set<Long> without,
    boolean isAside,
    LongSupplier nanoTime) {

  /// Folds the whole stream, as far as it is there.
  public static final Keeping NOTHING = reading(new NoSnapshots());

  /// Begins at the newest one and takes none.
  public static Keeping reading(SnapshotStore store) {
    return new Keeping(store, 0, Optional.empty(), "", Set.of(), false, System::nanoTime);
  }

  /// Begins at the newest one and takes them while `holder`, a name of this process alone, has the
  /// lease.
  public static Keeping taking(SnapshotStore store, KeepRules rules, String holder) {
    return new Keeping(store, 0, Optional.of(rules), holder, Set.of(), false, System::nanoTime);
  }

  /// The same; at least the last entries are told again, where they are still there.
  public Keeping recalling(long entries) {
    return new Keeping(store, entries, rules, holder, without, isAside, nanoTime);
  }

  /// The same, not counting the feedback of these.
  public Keeping without(Set<Long> principals) {
    return new Keeping(store, recalled, rules, holder, Set.copyOf(principals), isAside, nanoTime);
  }

  /// The same beside what serves.
  public Keeping aside() {
    return new Keeping(store, recalled, rules, holder, without, true, nanoTime);
  }

  Keeping timedBy(LongSupplier nanos) {
    return new Keeping(store, recalled, rules, holder, without, isAside, nanos);
  }

  Optional<SnapshotKeeper> keeper() {
    return rules.map(given -> new SnapshotKeeper(this, given));
  }
}
