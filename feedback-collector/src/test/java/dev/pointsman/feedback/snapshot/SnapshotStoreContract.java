package dev.pointsman.feedback.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of snapshots does, whatever keeps it.
public abstract class SnapshotStoreContract {

  private static final Origin ORIGIN = new Origin("adaptive", "adaptive/3", "schema-1");
  private static final Duration LIFE = Duration.ofMillis(400);

  private SnapshotStore one;
  private SnapshotStore other;

  /// Two views of one store that begins empty, of two whose own clocks are hours apart.
  protected abstract List<SnapshotStore> open();

  /// The stream beside it.
  protected abstract RewardLog rewards();

  /// Says what the archive has.
  protected abstract void archived(String entryId);

  /// Lets time pass on the store's clock.
  protected abstract void pass(Duration time);

  @BeforeEach
  void openBoth() {
    List<SnapshotStore> views = open();
    one = views.getFirst();
    other = views.getLast();
  }

  @Test
  void put_isReadBitForBitByEverybody_theNewestFirst() {
    Lease lease = one.lease("one", LIFE).orElseThrow();
    Snapshot first = snapshot("9-0", 9, "state \0 of nine");
    Snapshot second = snapshot("10-0", 10, "ten");

    assertThat(one.put(lease, second, Set.of())).isTrue();
    assertThat(one.put(lease, first, Set.of())).isTrue();

    List<SnapshotMark> marks = other.marks();
    assertThat(marks).extracting(SnapshotMark::lastId).containsExactly("10-0", "9-0");
    assertThat(marks.getLast().name()).isEqualTo(first.name());
    assertThat(marks.getLast().origin()).isEqualTo(ORIGIN);
    assertThat(marks.getLast().folded()).isEqualTo(9);
    assertThat(marks.getLast().bytes()).isEqualTo(first.bytes().length);
    assertThat(marks.getLast().pin()).isEmpty();
    Snapshot read = Snapshot.parse(other.read(first.name()).orElseThrow());
    assertThat(read.bytes()).isEqualTo(first.bytes());
    assertThat(read.state()).isEqualTo(first.state());
    assertThat(other.read("1-0.00000000")).isEmpty();
  }

  @Test
  void put_dropsWhatItIsTold() {
    Lease lease = one.lease("one", LIFE).orElseThrow();
    Snapshot first = snapshot("1-0", 1, "a");
    one.put(lease, first, Set.of());

    one.put(lease, snapshot("2-0", 2, "b"), Set.of(first.name()));

    assertThat(one.marks()).extracting(SnapshotMark::lastId).containsExactly("2-0");
    assertThat(one.read(first.name())).isEmpty();
  }

  @Test
  void lease_whileAnotherHolds_isRefused_andAfterItsEndGivenWithAGreaterToken() {
    Lease first = one.lease("one", LIFE).orElseThrow();

    assertThat(other.lease("other", LIFE)).isEmpty();
    assertThat(one.lease("one", LIFE)).contains(first);

    pass(LIFE.plusMillis(50));
    Lease second = other.lease("other", LIFE).orElseThrow();
    assertThat(second.token()).isGreaterThan(first.token());
    assertThat(one.lease("one", LIFE)).isEmpty();
  }

  @Test
  void lease_renewed_livesOnFromThen() {
    assertThat(one.lease("one", LIFE)).isPresent();
    for (int i = 0; i < 3; i++) {
      pass(LIFE.dividedBy(2));
      assertThat(one.lease("one", LIFE)).isPresent();
    }

    assertThat(other.lease("other", LIFE)).isEmpty();
  }

  /// A holder that slept through the end of its lease does not know that it ended.
  @Test
  void put_olderHolder_isRefused() {
    Lease slept = one.lease("one", LIFE).orElseThrow();
    pass(LIFE.plusMillis(50));
    Lease newest = other.lease("other", LIFE).orElseThrow();
    other.put(newest, snapshot("5-0", 5, "new"), Set.of());
    String kept = other.marks().getFirst().name();

    assertThat(one.put(slept, snapshot("6-0", 6, "late"), Set.of(kept))).isFalse();
    assertThat(one.trim(slept, "5-0", false)).isEqualTo(-1);
    assertThat(one.unpin(slept, kept, "7-0")).isFalse();

    assertThat(one.marks()).extracting(SnapshotMark::name).containsExactly(kept);
  }

  @Test
  void seize_fencesTheHolderOut() {
    Lease held = one.lease("one", LIFE).orElseThrow();

    Lease seized = other.seize("other", LIFE);

    assertThat(seized.token()).isGreaterThan(held.token());
    assertThat(one.put(held, snapshot("1-0", 1, "a"), Set.of())).isFalse();
    assertThat(other.put(seized, snapshot("1-0", 1, "a"), Set.of())).isTrue();
    assertThat(one.lease("one", LIFE)).isEmpty();
  }

  @Test
  void order_isAnEntryOfTheStream() {
    Order order = new Order.Freeze(true, false, "ops");

    String id = one.order(order).orElseThrow();

    List<RewardEntry> entries = rewards().readAfter(RewardLog.BEGINNING, 10, 0);
    assertThat(entries).extracting(RewardEntry::id).containsExactly(id);
    assertThat(entries.getFirst().order()).contains(order);
    assertThat(entries.getFirst().lesson()).isInstanceOf(Lesson.At.class);
  }

  @Test
  void order_ofASnapshotThatIsNotKept_isNotGiven() {
    assertThat(one.order(new Order.Rollback("5-0.00000000", "ops"))).isEmpty();

    assertThat(rewards().readAfter(RewardLog.BEGINNING, 10, 0)).isEmpty();
  }

  @Test
  void adopt_keepsTheSnapshotAndOrdersIt_orNeither() {
    Lease slept = one.lease("one", LIFE).orElseThrow();
    Lease newest = other.seize("other", LIFE);
    Snapshot choice = snapshot("1-0", 1, "a");

    assertThat(one.adopt(slept, choice, "ops")).isEmpty();
    assertThat(one.marks()).isEmpty();
    assertThat(rewards().readAfter(RewardLog.BEGINNING, 10, 0)).isEmpty();

    String id = other.adopt(newest, choice, "ops").orElseThrow();
    assertThat(one.marks()).extracting(SnapshotMark::pin).containsExactly(Optional.of(id));
    assertThat(Snapshot.parse(one.read(choice.name()).orElseThrow()).bytes())
        .isEqualTo(choice.bytes());
    RewardEntry entry = rewards().readAfter(RewardLog.BEGINNING, 10, 0).getFirst();
    assertThat(entry.id()).isEqualTo(id);
    assertThat(entry.order()).contains(new Order.Adopt(choice.name(), "ops"));
  }

  @Test
  void order_pinsItsSnapshot_untilLetGo() {
    Lease lease = one.lease("one", LIFE).orElseThrow();
    Snapshot needed = snapshot("1-0", 1, "a");
    one.put(lease, needed, Set.of());
    String id = other.order(new Order.Rollback(needed.name(), "ops")).orElseThrow();
    Set<String> dropped = Set.of(needed.name());

    one.put(lease, snapshot("2-0", 2, "b"), dropped);

    assertThat(one.marks().getLast().name()).isEqualTo(needed.name());
    assertThat(one.marks().getLast().pin()).contains(id);
    assertThat(one.unpin(lease, needed.name(), "999-0")).isFalse();
    assertThat(one.unpin(lease, needed.name(), id)).isTrue();
    one.put(lease, snapshot("3-0", 3, "c"), dropped);
    assertThat(one.marks()).extracting(SnapshotMark::lastId).containsExactly("3-0", "2-0");
  }

  @Test
  void trim_entriesBeforeGo_andTheStreamSaysSo() {
    List<String> ids = orders(300);
    Lease lease = one.lease("one", LIFE).orElseThrow();
    assertThat(rewards().trimmedTo()).isEqualTo(RewardLog.BEGINNING);

    long gone = one.trim(lease, ids.get(250), false);

    // Redis removes whole nodes of a hundred entries.
    assertThat(gone).isBetween(200L, 250L);
    List<RewardEntry> left = rewards().readAfter(RewardLog.BEGINNING, 1_000, 0);
    assertThat(left).hasSize(300 - Math.toIntExact(gone));
    assertThat(left)
        .extracting(RewardEntry::id)
        .containsSubsequence(ids.get(250), ids.get(251))
        .isSubsetOf(ids);
    assertThat(rewards().trimmedTo()).isEqualTo(ids.get(250));
    one.trim(lease, ids.get(3), false);
    assertThat(rewards().trimmedTo()).as("never back").isEqualTo(ids.get(250));
  }

  @Test
  void trim_withAnArchive_waitsForItsMark() {
    List<String> ids = orders(300);
    Lease lease = one.lease("one", LIFE).orElseThrow();

    assertThat(one.trim(lease, ids.get(250), true)).isZero();
    archived(ids.get(110));
    assertThat(one.trim(lease, ids.get(250), true)).isBetween(100L, 110L);

    assertThat(rewards().trimmedTo()).isEqualTo(ids.get(110));
  }

  private List<String> orders(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> one.order(new Order.Freeze(false, false, "" + i)).orElseThrow())
        .toList();
  }

  private static Snapshot snapshot(String lastId, long folded, String state) {
    return new Snapshot(ORIGIN, lastId, folded, false, state.getBytes(StandardCharsets.UTF_8));
  }
}
