package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UpperBoundTest {

  private static final double[] UTILITY = {.6, .5};
  private static final double[] DEVIATION = {.01, .2};

  @Test
  void probabilities_hopefulArm_getsAllButTheFloor() {
    assertThat(new UpperBound(1, .02).probabilities(UTILITY, DEVIATION, 9))
        .containsExactly(new double[] {.01, .99}, within(1e-12));
  }

  @Test
  void probabilities_withoutReach_areEpsilonGreedy() {
    assertThat(new UpperBound(0, .05).probabilities(UTILITY, DEVIATION, 9))
        .containsExactly(new double[] {.975, .025}, within(1e-12));
  }
}
