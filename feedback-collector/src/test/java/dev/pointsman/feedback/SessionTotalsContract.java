package dev.pointsman.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.feedback.SessionTotals.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What totals of sessions do, whatever keeps them.
public abstract class SessionTotalsContract {

  private static final Duration LONG = Duration.ofHours(1);

  /// Two views of the same totals, which begin empty.
  protected abstract List<SessionTotals> open(Duration life, int most);

  @Test
  void add_throughTwoRoutersAtOnce_isTheirSum() {
    List<SessionTotals> both = open(LONG, 100);
    List<CompletionStage<Standing>> all =
        IntStream.range(0, 100)
            .mapToObj(i -> both.get(i % 2).add("auto", Map.of("s", 15L), 1))
            .toList();
    all.forEach(SessionTotalsContract::get);

    assertThat(get(both.getFirst().add("auto", Map.of(), 1)))
        .isEqualTo(new Standing(1, 1_500, Map.of("s", 1_500L)));
    assertThat(get(both.getLast().add("other", Map.of(), 1)))
        .isEqualTo(new Standing(0, 0, Map.of()));
  }

  @Test
  void add_tellsTheMedian_theDearAndWhoWasAddedTo() {
    List<SessionTotals> both = open(LONG, 100);
    get(both.getFirst().add("auto", Map.of("a", 10L, "b", 20L, "c {ü}", 9_000_000_000L), 100));

    Standing standing = get(both.getLast().add("auto", Map.of("d", 30L, "a", 5L), 100));

    assertThat(standing)
        .isEqualTo(new Standing(4, 30, Map.of("a", 15L, "d", 30L, "c {ü}", 9_000_000_000L)));
  }

  @Test
  void sessions_beyondTheMost_theOldestIsForgotten() {
    SessionTotals totals = open(LONG, 3).getFirst();
    for (String session : List.of("a", "b", "a", "c", "d")) {
      // Of one millisecond the names decide; each is to have its own.
      long now = System.currentTimeMillis();
      await().pollInterval(Duration.ofMillis(1)).until(() -> System.currentTimeMillis() > now + 1);
      get(totals.add("auto", Map.of(session, 1L), 1));
    }

    assertThat(get(totals.add("auto", Map.of(), 1)).microUsd())
        .isEqualTo(Map.of("a", 2L, "c", 1L, "d", 1L));
  }

  @Test
  void session_nothingIsAddedTo_isForgottenAfterItsLife() {
    SessionTotals totals = open(Duration.ofMillis(100), 3).getFirst();
    get(totals.add("auto", Map.of("a", 7L), 1));

    await().until(() -> get(totals.add("auto", Map.of("b", 1L), 1)).sessions() == 1);
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
