package dev.pointsman.router.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.live.Interval;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SavingTest {

  private record Means(Interval cost, double truth) {}

  /// 400 control groups of 300 conversations beside 2,000 of the policy: the interval of the
  /// difference should hold the truth in 380, and in fewer than 364 once in some thousand times.
  @Test
  void difference_ofHoldoutAndPolicy_coversTheTruth() {
    int holds = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      Means baseline = mean(random, 300, 4);
      Means policy = mean(random, 2_000, 1.5);
      Interval saved = Saving.difference(baseline.cost(), policy.cost());
      double truth = baseline.truth() - policy.truth();
      holds += saved.lo() <= truth && truth <= saved.hi() ? 1 : 0;
      assertThat(saved.lo()).isLessThan(saved.mean());
    }
    assertThat(holds).isBetween(364, 396);
  }

  /// Costs as they are: skewed, exponential around a mean.
  private static Means mean(Random random, int n, double scale) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double cost = -scale * Math.log1p(-random.nextDouble());
      sum += cost;
      squares += cost * cost;
    }
    double mean = sum / n;
    double half = 1.96 * Math.sqrt((squares / n - mean * mean) / n);
    return new Means(new Interval(mean, mean - half, mean + half, n), scale);
  }
}
