package dev.pointsman.feedback.fold;

import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.util.Optional;

/// How a fold uses snapshots: where they are; how many entries its listeners are to be told again
/// at boot; by which rules, and as who, it takes them, if it does.
public record Keeping(
    SnapshotStore store, long recalled, Optional<KeepRules> rules, String holder) {

  /// Begins at the newest one and takes none.
  public static Keeping reading(SnapshotStore store) {
    return new Keeping(store, 0, Optional.empty(), "");
  }

  /// Begins at the newest one and takes them while `holder`, a name of this process alone, has the
  /// lease.
  public static Keeping taking(SnapshotStore store, KeepRules rules, String holder) {
    return new Keeping(store, 0, Optional.of(rules), holder);
  }

  /// The same; at least the last entries are told again, where they are still there.
  public Keeping recalling(long entries) {
    return new Keeping(store, entries, rules, holder);
  }
}
