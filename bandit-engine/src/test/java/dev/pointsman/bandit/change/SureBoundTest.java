package dev.pointsman.bandit.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SureBoundTest {

  /// Reckoned apart, from the formula that the class names. A guess knows only the scores before
  /// its own.
  @Test
  void value_fewScores_isTheFormulas() {
    SureBound bound = new SureBound(0.05);
    bound.add(1, -1);
    assertThat(bound.value()).isCloseTo(-5.3777589082, within(1e-9));
    bound.add(0.5, -1);
    assertThat(bound.value()).isCloseTo(-3.0266553449, within(1e-9));
    bound.add(1, -1);
    assertThat(bound.value()).isCloseTo(-1.8945773588, within(1e-9));
  }
}
