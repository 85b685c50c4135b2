package dev.pointsman.bandit.ope;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Logs whose figures are known: four rows reckoned by hand, and rows drawn from a made-up world.
final class SmallLog {

  /// | propensity | reward | arm | target | q̂ | w |
  /// |---|---|---|---|---|---|
  /// | .5 | 1 | 0 | .8 .2 | .6 .4 | 1.6 |
  /// | .5 | 0 | 1 | .8 .2 | .6 .4 | 0.4 |
  /// | .25 | 1 | 1 | .5 .5 | .5 .5 | 2 |
  /// | .8 | 1 | 0 | .2 .8 | 1 .5 | 0.25 |
  static final List<Sample> BY_HAND =
      List.of(
          new Sample(1.6, 1, 0.6, 0.56, 1),
          new Sample(0.4, 0, 0.4, 0.56, 1),
          new Sample(2, 1, 0.5, 0.5, 1),
          new Sample(0.25, 1, 1, 0.6, 1));

  private SmallLog() {}

  /// Two arms of quality .3 and .8; logged .75/.25, the target plays the better with `share`; the
  /// model is off by `bias`.
  static List<Sample> drawn(int rows, double share, double bias, RandomGenerator random) {
    List<Sample> log = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      boolean isBetter = random.nextDouble() < 0.25;
      double ratio = isBetter ? share / 0.25 : (1 - share) / 0.75;
      double reward = random.nextDouble() < (isBetter ? 0.8 : 0.3) ? 1 : 0;
      double logged = (isBetter ? 0.8 : 0.3) + bias;
      log.add(new Sample(ratio, reward, logged, 0.3 + 0.5 * share + bias, 1));
    }
    return log;
  }

  static double truth(double share) {
    return 0.3 + 0.5 * share;
  }

  static OffPolicyEvaluation.Results results(List<Estimator> estimators, List<Sample> log) {
    OffPolicyEvaluation evaluation = new OffPolicyEvaluation(estimators);
    log.forEach(evaluation::add);
    return evaluation.results();
  }

  static double value(Estimator estimator, List<Sample> log) {
    return results(List.of(estimator), log).of(estimator).value();
  }
}
