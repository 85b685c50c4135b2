package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Regret grows slower than the rounds where the truth is linear.
class RegretTest {

  private static final int ROUNDS = 6_000;
  private static final int WIDE_ROUNDS = 40_000;
  private static final int SEEDS = 4;

  /// Means over the seeds were .44, .62, .56, .30 and .60 when written; linear regret has slope 1.
  @ParameterizedTest
  @CsvSource({"lints, .6", "igw, .8", "igw-elim, .75", "adaptive, .5", "linucb, .8"})
  void regret_linearTruth_isSublinear(String name, double bound) {
    assertThat(slope(name, 8, ROUNDS)).isLessThan(bound);
  }

  @Test
  void regret_withoutContext_isLinear() {
    assertThat(slope("mean", 8, ROUNDS)).isGreaterThan(.95);
  }

  /// Over 40,000 rounds they were .52, .57, .46 at 32 dimensions, .72, .73 at 64 when written.
  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "lints, 32, .65",
    "igw, 32, .7",
    "adaptive, 32, .6",
    "lints, 64, .85",
    "adaptive, 64, .85"
  })
  void regret_wideLinearTruth_isSublinear(String name, int dimension, double bound) {
    assertThat(slope(name, dimension, WIDE_ROUNDS)).isLessThan(bound);
  }

  /// Randomised rules do not wait for what they are told: regret grew by a few per cent when
  /// written.
  @ParameterizedTest
  @ValueSource(strings = {"lints", "igw", "igw-elim", "adaptive"})
  void regret_gradesHundredRoundsLate_isLittleMore(String name) {
    double late = regretWithDelay(name, 100);
    double inTime = regretWithDelay(name, 0);

    assertThat(late).isBetween(.8 * inTime, 1.3 * inTime);
  }

  private static double regretWithDelay(String name, int delay) {
    double sum = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      SyntheticWorld world = SyntheticWorld.linear(5, 8, seed);
      SyntheticWorld.Player player = world.player(Learners.create(name, world.schema()));
      sum += world.regret(SyntheticWorld.late(player, delay), ROUNDS)[ROUNDS - 1];
    }
    return sum / SEEDS;
  }

  /// The slope of ln regret over ln rounds, over the last three quarters of the rounds.
  private static double slope(String name, int dimension, int rounds) {
    double sum = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      SyntheticWorld world = SyntheticWorld.linear(5, dimension, seed);
      double[] regret = world.regret(world.player(Learners.create(name, world.schema())), rounds);
      sum += Math.log(regret[rounds - 1] / regret[rounds / 4 - 1]) / Math.log(4);
    }
    return sum / SEEDS;
  }
}
