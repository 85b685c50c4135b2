package dev.pointsman.feedback.snapshot;

import dev.pointsman.feedback.Order;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One route's snapshots and the right to write them. Any thread; every call waits for the store
/// and throws {@link dev.pointsman.feedback.StoreAwayException} when it does not answer.
///
/// A lease ends by the store's clock alone.
public interface SnapshotStore {

  /// Takes the lease for `life`, or renews it; empty while another holds it.
  Optional<Lease> lease(String holder, Duration life);

  /// Takes the lease from whoever has it.
  Lease seize(String holder, Duration life);

  /// Keeps a snapshot and drops others, but none that is pinned; false, and nothing is done, when a
  /// newer lease was given.
  boolean put(Lease lease, Snapshot snapshot, Set<String> dropped);

  /// What is kept, the newest entry's first, of equal ones the one taken last.
  List<SnapshotMark> marks();

  /// The bytes of a snapshot, as they are, maybe damaged.
  Optional<byte[]> read(String name);

  /// Appends an order to the route's stream and gives its id; empty when it names a snapshot that
  /// is not kept. The snapshot it names is pinned.
  Optional<String> order(Order order);

  /// Keeps a snapshot and orders all to adopt it, both or neither, so that nobody boots from a
  /// choice that was not made. Gives the order's id; empty when a newer lease was given.
  Optional<String> adopt(Lease lease, Snapshot snapshot, String by);

  /// Lets go of a snapshot that the order needed; false when it is not pinned by it, or the lease
  /// is not the newest.
  boolean unpin(Lease lease, String name, String orderId);

  /// Trims entries before this one, some of them at a time; `archived`: only those the archive's
  /// mark has passed. Gives how many went, and -1, with nothing done, when a newer lease was given.
  long trim(Lease lease, String entryId, boolean archived);

  /// Before which entry the stream was trimmed so far.
  String trimmed();
}
