package dev.pointsman.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SupportTest {

  @Test
  void unsupportedShare_armNeverDrawn_isWhatTheTargetWantsOfIt() {
    Support support = new Support();
    for (int row = 0; row < 10; row++) {
      support.add(0, 0.7, Double.NaN, true);
      support.add(1, 0.3, Double.NaN, false);
    }
    assertThat(support.unsupportedShare()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void unsupportedShare_probabilityZeroOnARow_countsThatRow() {
    Support support = new Support();
    support.add(0, 1, 0, false);
    support.add(1, 0, 1, true);
    support.add(0, 1, 0.5, true);
    support.add(1, 0, 0.5, false);
    support.missing(1);

    assertThat(support.unsupportedShare()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(support.drawn(0)).isEqualTo(1);
  }

  @Test
  void deviation_trueAndFalsePropensities_areToldApart() {
    Support honest = new Support();
    Support wrong = new Support();
    Random random = new Random(1);
    for (int row = 0; row < 5_000; row++) {
      boolean isDrawn = random.nextDouble() < 0.2;
      honest.add(0, 1, 0.2, isDrawn);
      wrong.add(0, 1, 0.3, isDrawn);
    }
    assertThat(Math.abs(honest.deviation(0))).isLessThan(4);
    assertThat(honest.meanInverse(0)).isCloseTo(1, within(0.1));
    assertThat(wrong.deviation(0)).isLessThan(-4);
    assertThat(wrong.meanInverse(0)).isCloseTo(2 / 3.0, within(0.05));
  }
}
