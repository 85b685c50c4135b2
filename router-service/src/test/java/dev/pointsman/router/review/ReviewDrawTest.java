package dev.pointsman.router.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReviewDrawTest {

  private static final long MONDAY = Instant.parse("2026-11-30T00:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @Test
  void weekStart_isMondayInUtc() {
    assertThat(ReviewDraw.weekStart(MONDAY)).isEqualTo(MONDAY);
    assertThat(ReviewDraw.weekStart(MONDAY + 167 * HOUR)).isEqualTo(MONDAY);
    assertThat(ReviewDraw.weekStart(MONDAY + 168 * HOUR)).isEqualTo(MONDAY + 168 * HOUR);
  }

  @Test
  void probability_fewAnswersOrNoneLeft_isOneOrZero() {
    assertThat(ReviewDraw.probability(50, 0, 10.0 / HOUR / 24, MONDAY))
        .isCloseTo(50.0 / 70, within(1e-12));
    assertThat(ReviewDraw.probability(50, 0, 0, MONDAY)).isEqualTo(1);
    assertThat(ReviewDraw.probability(50, 50, 1, MONDAY)).isPositive();
    assertThat(ReviewDraw.probability(50, 75, 1, MONDAY)).isZero();
  }

  /// Traffic that grows by a third every day: the number is met all the same, by probabilities that
  /// say how it was met, so that the mean over the drawn weighted by their inverse is that over
  /// all.
  @Test
  void draws_unevenTraffic_meetTheNumberAndWeighToTheMean() {
    Random random = new Random(5);
    double drawn = 0;
    double weighted = 0;
    double weights = 0;
    double all = 0;
    double answers = 0;
    int weeks = 60;
    for (int week = 0; week < weeks; week++) {
      int picked = 0;
      for (int hour = 0; hour < 168; hour++) {
        int many = (int) (20 * Math.pow(1.3, Math.floorDiv(hour, 24)));
        double known = 20 * Math.pow(1.3, Math.max(0, Math.floorDiv(hour - 12, 24))) / HOUR;
        for (int i = 0; i < many; i++) {
          // Later answers are better.
          double quality = random.nextDouble() < 0.3 + 0.5 * hour / 168 ? 1 : 0;
          all += quality;
          answers++;
          double p = ReviewDraw.probability(50, picked, known, MONDAY + hour * HOUR);
          if (random.nextDouble() < p) {
            picked++;
            weighted += quality / p;
            weights += 1 / p;
          }
        }
      }
      assertThat(picked).isLessThan(75);
      drawn += picked;
    }

    assertThat(drawn / weeks).isBetween(48.0, 65.0);
    assertThat(weights / answers).isCloseTo(1, within(.1));
    assertThat(weighted / weights).isCloseTo(all / answers, within(.06));
  }
}
