package dev.pointsman.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AnytimeIntervalTest {

  private record Ends(boolean hasEverMissed, double width) {}

  /// Rewards of mean .3 and .8 by arm; the logging policy's share of the better one drifts with
  /// what it has seen, as a learner's does; the target plays the better with `share`.
  private static Ends run(double share, int rows, Random random) {
    AnytimeInterval interval = new AnytimeInterval(0.05);
    double truth = SmallLog.truth(share);
    boolean hasMissed = false;
    double earned = 0;
    for (int i = 0; i < rows; i++) {
      double p = i == 0 ? 0.5 : Math.clamp(earned / i, 0.1, 0.9);
      boolean isBetter = random.nextDouble() < p;
      double reward = random.nextDouble() < (isBetter ? 0.8 : 0.3) ? 1 : 0;
      earned += reward;
      interval.add(isBetter ? share / p : (1 - share) / (1 - p), reward);
      hasMissed |= truth < interval.low() || truth > interval.high();
    }
    return new Ends(hasMissed, interval.high() - interval.low());
  }

  @Test
  void interval_lookedAtAfterEveryRow_missesInAtMostOneOfTwenty() {
    for (double share : new double[] {0.2, 0.5, 0.95}) {
      Random random = new Random((long) (share * 100));
      int missed = 0;
      for (int life = 0; life < 400; life++) {
        missed += run(share, 2_000, random).hasEverMissed() ? 1 : 0;
      }
      assertThat(missed).as("share " + share).isLessThanOrEqualTo(20);
    }
  }

  @Test
  void interval_moreRows_closesIn() {
    double early = run(0.5, 500, new Random(1)).width();
    double late = run(0.5, 20_000, new Random(1)).width();

    assertThat(late).isLessThan(early / 3).isLessThan(0.06);
  }

  @Test
  void interval_onPolicy_isAsWideAsThePublishedSequence() {
    // 400 Bernoulli(.8) runs of 3,000 gave a mean width of .061 in the prototype.
    Random random = new Random(2);
    AnytimeInterval interval = new AnytimeInterval(0.05);
    for (int i = 0; i < 3_000; i++) {
      interval.add(1, random.nextDouble() < 0.8 ? 1 : 0);
    }
    assertThat(interval.high() - interval.low()).isBetween(0.05, 0.07);
    assertThat(interval.low()).isLessThan(0.8);
    assertThat(interval.high()).isGreaterThan(0.8);
  }

  @Test
  void interval_noRows_isEverything() {
    AnytimeInterval interval = new AnytimeInterval(0.05);

    assertThat(interval.low()).isZero();
    assertThat(interval.high()).isEqualTo(1);
  }
}
