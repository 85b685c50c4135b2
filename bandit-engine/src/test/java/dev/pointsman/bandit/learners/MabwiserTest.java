package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The expectations which MABWiser's own tests hold its LinUCB to (github.com/fidelity/mabwiser,
/// tests/test_linucb.py, `test_alpha0_expectations` and `test_alpha1_expectations`), here of a
/// ridge of one row around 0.
class MabwiserTest {

  private static final double[][] CONTEXTS = {
    {0, 1, 2, 3, 5}, {1, 1, 1, 1, 1}, {0, 0, 1, 0, 0}, {0, 2, 2, 3, 5}, {1, 3, 1, 1, 1},
    {0, 0, 0, 0, 0}, {0, 1, 4, 3, 5}, {0, 1, 2, 4, 5}, {1, 2, 1, 1, 3}, {0, 2, 1, 0, 0}
  };

  @Test
  void mean_alphaZero_isTheirExpectation() {
    int[] decisions = {1, 1, 1, 2, 2, 2, 3, 3, 3, 1};
    int[] rewards = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};

    assertThat(hopes(decisions, rewards, CONTEXTS[0], 0))
        .containsExactly(
            new double[] {-0.018378378378378413, 0, 0.9966292134831471}, within(1e-12));
    assertThat(hopes(decisions, rewards, CONTEXTS[1], 0))
        .containsExactly(new double[] {0.14054054054054055, 0, 0.43258426966292074}, within(1e-12));
  }

  @Test
  void meanAndDeviation_alphaOne_areTheirExpectation() {
    int[] decisions = {1, 1, 1, 2, 2, 3, 3, 3, 3, 3};
    int[] rewards = {0, 0, 1, 0, 0, 0, 0, 1, 1, 1};

    assertThat(hopes(decisions, rewards, CONTEXTS[0], 1))
        .containsExactly(
            new double[] {0.9790312458954391, 1.1617706239438832, 1.4247056229871702},
            within(1e-12));
    assertThat(hopes(decisions, rewards, CONTEXTS[1], 1))
        .containsExactly(
            new double[] {0.8896475809353053, 0.923364043088837, 1.457085577251709}, within(1e-12));
  }

  /// Mean and `alpha` deviations of each arm at x.
  private static double[] hopes(int[] decisions, int[] rewards, double[] x, double alpha) {
    double[] hopes = new double[3];
    for (int arm = 1; arm <= 3; arm++) {
      Ridge ridge = new Ridge(new Prior(new double[5], new double[] {1, 1, 1, 1, 1}));
      for (int row = 0; row < decisions.length; row++) {
        if (decisions[row] == arm) {
          ridge.replace(CONTEXTS[row], Amendment.first(rewards[row], 1));
        }
      }
      Posterior posterior = ridge.posterior();
      hopes[arm - 1] = posterior.mean(x) + alpha * Math.sqrt(posterior.variance(x));
    }
    return hopes;
  }
}
