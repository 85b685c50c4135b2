package dev.pointsman.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArmDistributionTest {

  private static final double[] STATED = {.1, .2, 0, .05, .3, .35, 0};
  private static final ArmDistribution DISTRIBUTION = ArmDistribution.of(arms(7), STATED);

  @Test
  void draw_manyDecisions_followsTheProbabilities() {
    int draws = 1_000_000;
    int[] drawn = new int[7];
    for (int i = 0; i < draws; i++) {
      drawn[DISTRIBUTION.draw(Seeds.of(new UUID(17, i))).index()]++;
    }

    double chiSquare = 0;
    for (int arm = 0; arm < 7; arm++) {
      double expected = draws * STATED[arm];
      chiSquare += expected == 0 ? 0 : Math.pow(drawn[arm] - expected, 2) / expected;
    }
    // Four degrees of freedom: beyond 28 once in 80,000 such tests.
    assertThat(chiSquare).as(Arrays.toString(drawn)).isLessThan(28);
    assertThat(drawn[2] + drawn[6]).isZero();
  }

  @Test
  void draw_propensity_isTheStatedProbability() {
    for (int seed = 0; seed < 100; seed++) {
      Choice choice = DISTRIBUTION.draw(seed);
      assertThat(choice.propensity()).isEqualTo(DISTRIBUTION.probability(choice.arm().id()));
    }
  }

  @Test
  void of_sumOrCountThatCannotBe_isRefused() {
    assertThatThrownBy(() -> ArmDistribution.of(arms(2), new double[] {.5, .4}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sum");
    assertThatThrownBy(() -> ArmDistribution.of(arms(2), new double[] {1.5, -.5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> ArmDistribution.of(arms(2), new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 arms");
  }

  private static List<Arm> arms(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Arm("arm" + i, Price.perMtok(1, 1), OptionalDouble.empty()))
        .toList();
  }
}
