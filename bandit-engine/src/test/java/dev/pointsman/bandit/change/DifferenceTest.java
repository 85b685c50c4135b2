package dev.pointsman.bandit.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  /// Rows weigh the same at both ends.
  @Test
  void add_mirroredScores_mirrorTheInterval() {
    Difference one = new Difference(0.05);
    Difference mirrored = new Difference(0.05);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      double value = random.nextDouble() - 0.3;
      double weight = i % 3 == 0 ? 0.25 : 1;
      one.add(new Score(value, -1, 2), weight);
      mirrored.add(new Score(-value, -2, 1), weight);
    }

    assertThat(one.mean()).isBetween(one.low(), one.high());
    assertThat(mirrored.mean()).isCloseTo(-one.mean(), within(1e-12));
    assertThat(mirrored.low()).isCloseTo(-one.high(), within(1e-12));
    assertThat(mirrored.high()).isCloseTo(-one.low(), within(1e-12));
  }
}
