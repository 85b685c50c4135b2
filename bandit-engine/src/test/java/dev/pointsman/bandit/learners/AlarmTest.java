package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AlarmTest {

  private static final double DEVIATION = Math.sqrt(.75 * .25);

  /// Rows until the alarm for right-or-wrong answers of this quality, foretold at .75.
  private static int rowsUntil(double quality, long seed, int most) {
    Alarm alarm = new Alarm();
    Random random = new Random(seed);
    for (int row = 1; row <= most; row++) {
      double value = random.nextDouble() < quality ? 1 : 0;
      if (alarm.shows((value - .75) / DEVIATION, 1)) {
        return row;
      }
    }
    return most;
  }

  /// 200,000 rows at one false alarm in two million.
  @Test
  void shows_noChange_isSilentForTensOfThousandsOfRows() {
    Alarm alarm = new Alarm();
    Random random = new Random(1);
    int alarms = 0;
    for (int row = 0; row < 200_000; row++) {
      double value = random.nextDouble() < .75 ? 1 : 0;
      alarms += alarm.shows((value - .75) / DEVIATION, 1) ? 1 : 0;
    }

    assertThat(alarms).isLessThanOrEqualTo(1);
  }

  @Test
  void shows_aFifthOfAnswersLost_comesWithinFiveHundredRows() {
    double mean = 0;
    for (int seed = 0; seed < 200; seed++) {
      mean += rowsUntil(.6, seed, 5_000) / 200.0;
    }

    assertThat(mean).isBetween(150.0, 450.0);
  }

  @Test
  void shows_halfOfAnswersLost_comesWithinAHundredRows() {
    for (int seed = 0; seed < 100; seed++) {
      assertThat(rowsUntil(.375, seed, 5_000)).isLessThan(130);
    }
  }

  @Test
  void shows_better_isAChangeToo() {
    assertThat(rowsUntil(1, 3, 5_000)).isLessThan(200);
  }
}
