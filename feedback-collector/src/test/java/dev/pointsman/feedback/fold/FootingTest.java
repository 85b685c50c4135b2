package dev.pointsman.feedback.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.memory.InMemoryEventLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// On a stream that holds nothing any more.
class FootingTest {

  private static final Build BUILD =
      new Build("mean", new FeatureSchema("schema-1", List.of(new Block("all", 0, 2))));

  private String trimmedTo = RewardLog.BEGINNING;
  private long nanos;
  private final Shelf shelf =
      new Shelf(
          new InMemoryEventLog(EventLogConfig.of(Set.of(Samples.ROUTE))).snapshots(Samples.ROUTE),
          BUILD);
  private final Footing footing = footing(Optional.of(shelf));

  private Footing footing(Optional<Shelf> kept) {
    RewardLog log = new Emptied();
    return new Footing(
        new Beginning(log, kept, BUILD, BUILD::fresh, List.of(), Set.of()), () -> nanos);
  }

  private final class Emptied implements RewardLog {
    @Override
    public List<RewardEntry> readAfter(String id, int max, long waitMillis) {
      return List.of();
    }

    @Override
    public String trimmedTo() {
      return trimmedTo;
    }

    @Override
    public boolean holds(String id) {
      return false;
    }
  }

  @Test
  void isLost_looksEveryFiveSeconds_andAtOnceWhenTheStoreWasAway() {
    assertThat(footing.isLost("5-0")).as("not looked as yet").isFalse();
    nanos = Duration.ofSeconds(5).toNanos();
    assertThat(footing.isLost("5-0")).isTrue();
    assertThat(footing.isLost("5-0")).as("looked just now").isFalse();

    footing.suspect(true);
    assertThat(footing.isLost("5-0")).isTrue();
    footing.suspect(false);
    assertThat(footing.isLost("5-0")).isFalse();
  }

  @Test
  void isLost_trimmedOrNothingFoldedOrNoSnapshots_never() {
    footing.suspect(true);
    trimmedTo = "6-0";
    assertThat(footing.isLost("5-0")).as("trimmed").isFalse();
    assertThat(footing.isLost("6-0")).isTrue();
    trimmedTo = RewardLog.BEGINNING;
    assertThat(footing.isLost(RewardLog.BEGINNING)).isFalse();
    Footing given = footing(Optional.empty());
    given.suspect(true);
    assertThat(given.isLost("5-0")).isFalse();
  }
}
