package dev.pointsman.feedback.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.snapshot.Origin;
import dev.pointsman.feedback.snapshot.SnapshotMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeepRulesTest {

  private static final KeepRules RULES =
      new KeepRules(100, Duration.ofMinutes(1), 10_000, false, Optional.empty());

  /// A route that takes one every hundred entries for long keeps few of them, the gaps in bounds.
  @Test
  void dropped_takenAgainAndAgain_keepsFewWithGapsThatGrowWithAge() {
    List<SnapshotMark> kept = new ArrayList<>();
    for (long folded = 100; folded <= 100_000; folded += 100) {
      kept.addFirst(mark(folded, Optional.empty()));
      Set<String> dropped = RULES.dropped(kept);
      kept.removeIf(mark -> dropped.contains(mark.name()));

      assertThat(kept).hasSizeLessThanOrEqualTo(24);
      assertThat(kept.getFirst().folded()).isEqualTo(folded);
      long oldest = folded - kept.getLast().folded();
      assertThat(oldest).isBetween(Math.min(folded - 100, 10_000), 15_000L);
      for (int i = 1; i < kept.size(); i++) {
        long gap = kept.get(i - 1).folded() - kept.get(i).folded();
        long age = folded - kept.get(i).folded();
        assertThat(gap).isLessThanOrEqualTo(Math.max(200, age / 2));
      }
    }
  }

  @Test
  void trimBound_isTheOldestKept_onceItIsFarEnoughBehind() {
    assertThat(RULES.trimBound(List.of(mark(9_000, Optional.empty())))).isEmpty();
    assertThat(
            RULES.trimBound(List.of(mark(12_000, Optional.empty()), mark(3_000, Optional.empty()))))
        .isEmpty();
    assertThat(
            RULES.trimBound(List.of(mark(13_000, Optional.empty()), mark(3_000, Optional.empty()))))
        .contains("3000-0");
  }

  @Test
  void trimBound_ofAPinnedOne_isHeldBackUntilNobodyBootsBeforeTheOrder() {
    SnapshotMark pinned = mark(500, Optional.of("4000-7"));

    assertThat(
            RULES.trimBound(
                List.of(mark(20_000, Optional.empty()), mark(3_000, Optional.empty()), pinned)))
        .contains("500-0");
    assertThat(
            RULES.trimBound(
                List.of(mark(20_000, Optional.empty()), mark(5_000, Optional.empty()), pinned)))
        .contains("5000-0");
  }

  @Test
  void trimBound_withALife_isTheOldestEntryThatMayStay_butNotBeyondASnapshot() {
    KeepRules rules = RULES.living(Optional.of(Duration.ofSeconds(2)));
    List<SnapshotMark> kept = List.of(mark(9_000, Optional.empty()), mark(7_500, Optional.empty()));

    assertThat(rules.trimBound(taken(9_100, kept))).contains("7100-0");
    assertThat(rules.trimBound(taken(20_000, kept))).contains("7500-0");
    assertThat(rules.aged(taken(20_000, kept), kept.getFirst().name()))
        .containsExactly(kept.getLast().name());
    assertThat(rules.aged(taken(9_100, kept), kept.getFirst().name())).isEmpty();
    assertThat(RULES.aged(taken(20_000, kept), "")).isEmpty();
  }

  @Test
  void trimBound_withALife_waitsForAnOrderThatIsNeeded() {
    KeepRules rules = RULES.living(Optional.of(Duration.ofSeconds(2)));

    assertThat(
            rules.trimBound(
                taken(
                    9_900,
                    List.of(mark(9_000, Optional.empty()), mark(500, Optional.of("9400-7"))))))
        .contains("500-0");
  }

  /// The same, the newest taken at this time.
  private static List<SnapshotMark> taken(long millis, List<SnapshotMark> marks) {
    SnapshotMark first = marks.getFirst();
    List<SnapshotMark> all = new ArrayList<>(marks);
    all.set(
        0,
        new SnapshotMark(
            first.name(),
            first.lastId(),
            first.origin(),
            first.folded(),
            first.chosen(),
            first.bytes(),
            millis,
            first.pin()));
    return all;
  }

  private static SnapshotMark mark(long folded, Optional<String> pin) {
    String id = folded + "-0";
    Origin origin = new Origin("adaptive", "adaptive/3", "schema-1");
    return new SnapshotMark(id + ".00", id, origin, folded, false, 1, 0, pin);
  }
}
