package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EliminationTest {

  private static final double[] UTILITY = {.5, .9, .8};

  @Test
  void probabilities_armBehindAllBounds_getsOnlyTheFloor() {
    // Reach 2: .5 + .2 < .9 - .1, .8 + .2 > .8. γ = 10 √(1 + 24) = 50, K' = 2, floor .03.
    double[] p =
        new Elimination(10, 2, 1, .03).probabilities(UTILITY, new double[] {.1, .05, .1}, 24);

    double near = 1 / (2 + 50 * .1);
    assertThat(p)
        .containsExactly(
            new double[] {.01, .97 * (1 - near) + .01, .97 * near + .01}, within(1e-12));
  }

  @Test
  void probabilities_boundsThatAllOverlap_areInverseGapWeighting() {
    double[] wide = {1, 1, 1};

    assertThat(new Elimination(10, 2, 1, .03).probabilities(UTILITY, wide, 24))
        .containsExactly(new InverseGap(10, .03).probabilities(UTILITY, wide, 24), within(1e-12));
  }

  @Test
  void probabilities_shareOfTheOthers_isCutInProportion() {
    double[] wide = {1, 1, 1};
    double[] free = new Elimination(10, 2, 1, 1e-9).probabilities(UTILITY, wide, 0);
    assertThat(1 - free[1]).isGreaterThan(.2);

    double[] cut = new Elimination(10, 2, .1, 1e-9).probabilities(UTILITY, wide, 0);

    assertThat(1 - cut[1]).isCloseTo(.1, within(1e-8));
    assertThat(cut[0] / cut[2]).isCloseTo(free[0] / free[2], within(1e-7));
  }
}
