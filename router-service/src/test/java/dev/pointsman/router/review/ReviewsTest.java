package dev.pointsman.router.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.memory.InMemoryTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ReviewsTest {

  private static final Instant FRIDAY = Instant.parse("2026-12-04T12:00:00Z");
  private static final Map<String, Duration> HORIZONS = Map.of("auto", Duration.ofHours(24));

  private final InMemoryTable table = new InMemoryTable();
  private final ReviewBook book = new ReviewBook(table);
  private final Reviews reviews = new Reviews(table, new byte[32], () -> FRIDAY);

  /// Nobody draws any more, so nothing but the clock lets go of them.
  @Test
  void prune_answersThatNobodyGraded_loseTheirTextsAtTheHorizonAndGoWithTheWeek() {
    entered("old", FRIDAY.minus(Duration.ofDays(8)));
    entered("thisWeek", FRIDAY.minus(Duration.ofHours(30)));
    entered("young", FRIDAY.minus(Duration.ofHours(2)));

    get(reviews.prune(HORIZONS, get(book.all())));

    List<Review> left = get(book.all());
    assertThat(left).extracting(Review::decisionId).containsExactly("thisWeek", "young");
    assertThat(left).extracting(review -> review.sealed().isPresent()).containsExactly(false, true);
    assertThat(ReviewBook.picked(left, "auto", ReviewDraw.weekStart(FRIDAY.toEpochMilli())))
        .as("the week's draws are counted still")
        .isEqualTo(2);
  }

  private void entered(String id, Instant at) {
    Review review =
        new Review("auto", id, "arm", at.toEpochMilli(), 0.5, Optional.of("sealed"), false);
    assertThat(get(book.enter(review, 100, 0))).isTrue();
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
