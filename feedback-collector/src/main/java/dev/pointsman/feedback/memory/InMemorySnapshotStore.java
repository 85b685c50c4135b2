package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardCodec;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.StreamId;
import dev.pointsman.feedback.snapshot.Lease;
import dev.pointsman.feedback.snapshot.Snapshot;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Snapshots that are gone at the end, beside a stream that is. Any thread.
public final class InMemorySnapshotStore implements SnapshotStore {

  private record Kept(Snapshot snapshot, long takenMillis, boolean isDamaged) {}

  private final InMemoryStream rewards;
  private final InstantSource clock;
  private final Map<String, Kept> kept = new HashMap<>();
  private final Map<String, String> pins = new HashMap<>();
  private String holder = "";
  private long until = Long.MIN_VALUE;
  private long token;
  private Optional<String> archived = Optional.empty();

  InMemorySnapshotStore(InMemoryStream rewards, InstantSource clock) {
    this.rewards = rewards;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Lease> lease(String asking, Duration life) {
    boolean isHeld = clock.millis() < until;
    if (isHeld && !holder.equals(asking)) {
      return Optional.empty();
    }
    if (!isHeld) {
      token++;
    }
    holder = asking;
    until = clock.millis() + life.toMillis();
    return Optional.of(new Lease(token));
  }

  @Override
  public synchronized Lease seize(String asking, Duration life) {
    if (!holder.equals(asking)) {
      until = Long.MIN_VALUE;
    }
    return lease(asking, life).orElseThrow();
  }

  @Override
  public synchronized boolean put(Lease lease, Snapshot snapshot, Set<String> dropped) {
    if (lease.token() != token) {
      return false;
    }
    kept.put(snapshot.name(), new Kept(snapshot, clock.millis(), false));
    dropped.stream().filter(name -> !pins.containsKey(name)).forEach(kept::remove);
    return true;
  }

  @Override
  public synchronized List<SnapshotMark> marks() {
    return kept.values().stream()
        .map(this::mark)
        .sorted(
            Comparator.comparing((SnapshotMark mark) -> StreamId.parse(mark.lastId()))
                .thenComparingLong(SnapshotMark::takenMillis)
                .reversed())
        .toList();
  }

  @Override
  public synchronized Optional<byte[]> read(String name) {
    return Optional.ofNullable(kept.get(name)).map(InMemorySnapshotStore::bytes);
  }

  @Override
  public synchronized Optional<String> order(Order order) {
    if (order.snapshot().map(name -> !kept.containsKey(name)).orElse(false)) {
      return Optional.empty();
    }
    String id = rewards.append(RewardCodec.bytes(RewardEntry.order("", clock.millis(), order), ""));
    order.snapshot().ifPresent(name -> pins.put(name, id));
    return Optional.of(id);
  }

  @Override
  public synchronized Optional<String> adopt(Lease lease, Snapshot snapshot, String by) {
    return put(lease, snapshot, Set.of())
        ? order(new Order.Adopt(snapshot.name(), by))
        : Optional.empty();
  }

  @Override
  public synchronized boolean unpin(Lease lease, String name, String orderId) {
    return lease.token() == token && pins.remove(name, orderId);
  }

  @Override
  public synchronized long trim(Lease lease, String entryId, boolean isArchived) {
    if (lease.token() != token) {
      return -1;
    }
    if (isArchived && archived.isEmpty()) {
      return 0;
    }
    String bound =
        isArchived && StreamId.isBefore(archived.get(), entryId) ? archived.get() : entryId;
    return rewards.trim(bound);
  }

  @Override
  public String trimmed() {
    return rewards.trimmedTo();
  }

  /// From now on it is read with a bit flipped.
  synchronized void damage(String name) {
    kept.computeIfPresent(name, (same, of) -> new Kept(of.snapshot(), of.takenMillis(), true));
  }

  private static byte[] bytes(Kept of) {
    byte[] bytes = of.snapshot().bytes();
    bytes[bytes.length / 2] ^= (byte) (of.isDamaged() ? 1 : 0);
    return bytes;
  }

  /// The archive has all entries up to this one.
  public synchronized void archived(String entryId) {
    archived = Optional.of(entryId);
  }

  private SnapshotMark mark(Kept of) {
    Snapshot snapshot = of.snapshot();
    return new SnapshotMark(
        snapshot.name(),
        snapshot.lastId(),
        snapshot.origin(),
        snapshot.folded(),
        snapshot.chosen(),
        snapshot.bytes().length,
        of.takenMillis(),
        Optional.ofNullable(pins.get(snapshot.name())));
  }
}
