package dev.pointsman.feedback.fold;

import dev.pointsman.feedback.StreamId;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// When snapshots are taken, which are kept and how much of the stream. Pure.
///
/// One is taken after `every` entries, or after `longest` when there was any. The stream keeps at
/// least its last `keep` entries and all that a kept snapshot needs; `archived`: no entry goes
/// before the archive has it. Kept are the last three, of older ones ever fewer the older they are,
/// down to the first that is `keep` entries behind, and those an order needs.
///
/// `life`: entries older than that go however few there are, and with them the snapshots from
/// before them, but the newest and those an order needs.
public record KeepRules(
    long every, Duration longest, long keep, boolean archived, Optional<Duration> life) {

  public static final KeepRules DEFAULT =
      new KeepRules(20_000, Duration.ofMinutes(5), 1_000_000, false, Optional.empty());

  private static final int LAST = 3;

  public KeepRules {
    if (every < 1 || keep < 1 || longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException(
          "every, keep and longest must be positive, were %d, %d and %s"
              .formatted(every, keep, longest));
    }
  }

  /// The same; no entry stays longer than this.
  public KeepRules living(Optional<Duration> changed) {
    return new KeepRules(every, longest, keep, archived, changed);
  }

  /// Which of these, the newest first, are dropped.
  Set<String> dropped(List<SnapshotMark> marks) {
    Set<String> dropped = new HashSet<>();
    if (marks.size() <= LAST) {
      return dropped;
    }
    long newest = marks.getFirst().folded();
    long upper = marks.get(LAST - 1).folded();
    boolean isFarEnough = newest - upper >= keep;
    for (int i = LAST; i < marks.size(); i++) {
      SnapshotMark mark = marks.get(i);
      if (isFarEnough) {
        dropped.add(mark.name());
        continue;
      }
      isFarEnough = newest - mark.folded() >= keep;
      if (!isFarEnough && i + 1 < marks.size() && isBridged(newest, upper, marks.get(i + 1))) {
        dropped.add(mark.name());
      } else {
        upper = mark.folded();
      }
    }
    return dropped;
  }

  /// Whether the gap from the last kept down to an older one is small for its age.
  private boolean isBridged(long newest, long upper, SnapshotMark older) {
    long age = newest - older.folded();
    return upper - older.folded() <= Math.max(every, age / 3);
  }

  /// Which of these are from before the oldest entry that may stay; not the one just taken.
  Set<String> aged(List<SnapshotMark> kept, String taken) {
    Optional<String> oldest = oldestEntry(kept);
    return kept.stream()
        .filter(mark -> oldest.filter(id -> StreamId.isBefore(mark.lastId(), id)).isPresent())
        .map(SnapshotMark::name)
        .filter(name -> !name.equals(taken))
        .collect(Collectors.toSet());
  }

  /// By the store's clock, which dates entries and snapshots; one of these was taken just now.
  private Optional<String> oldestEntry(List<SnapshotMark> kept) {
    long now = kept.stream().mapToLong(SnapshotMark::takenMillis).max().orElse(0);
    return life.map(given -> Math.max(0, now - given.toMillis()) + "-0");
  }

  /// Before which entry the stream may be trimmed, given what is kept, the newest first.
  Optional<String> trimBound(List<SnapshotMark> kept) {
    List<SnapshotMark> free = kept.stream().filter(mark -> mark.pin().isEmpty()).toList();
    if (free.isEmpty()) {
      return Optional.empty();
    }
    String oldest = free.getLast().lastId();
    boolean isFarEnough = kept.getFirst().folded() - free.getLast().folded() >= keep;
    return (isFarEnough
            ? Optional.of(oldest)
            : oldestEntry(kept).map(id -> StreamId.isBefore(id, oldest) ? id : oldest))
        .map(bound -> heldBack(bound, kept, oldest));
  }

  /// Not beyond the snapshots of orders that somebody may boot before.
  private static String heldBack(String free, List<SnapshotMark> kept, String oldest) {
    String bound = free;
    for (SnapshotMark mark : kept) {
      boolean isNeeded = mark.pin().filter(order -> !StreamId.isBefore(order, oldest)).isPresent();
      if (isNeeded && StreamId.isBefore(mark.lastId(), bound)) {
        bound = mark.lastId();
      }
    }
    return bound;
  }
}
