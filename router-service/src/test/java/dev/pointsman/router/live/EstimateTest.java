package dev.pointsman.router.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void interval_oneRowAgainstTheModel_staysNearTheModel() {
    Estimate estimate = new Estimate();
    for (int i = 0; i < 500; i++) {
      estimate.add(1, .7, i == 0 ? 300 : 0, i == 0 ? -.7 : 0);
    }

    Interval interval = estimate.interval(.25, 20, 0, 1).orElseThrow();

    assertThat(interval.mean()).isCloseTo(.7 - .7 / 21, within(1e-9));
    assertThat(interval.hi() - interval.lo()).isBetween(.2, .6);
  }

  @Test
  void interval_manyRowsAgainstTheModel_followsTheRows() {
    Estimate estimate = new Estimate();
    for (int i = 0; i < 4_000; i++) {
      estimate.add(1, .7, 1, i % 2 == 0 ? -.7 : .3);
    }

    Interval interval = estimate.interval(.25, 20, 0, 1).orElseThrow();

    assertThat(interval.mean()).isCloseTo(.5, within(.002));
    assertThat(interval.lo()).isLessThan(.5);
    assertThat(interval.hi()).isGreaterThan(.5);
  }

  @Test
  void interval_withoutModelRows_isThePlainMean() {
    Estimate estimate = new Estimate();
    estimate.add(1, 0, 1, 1);
    estimate.add(3, 0, 1, 0);

    assertThat(estimate.interval(.25, 0, 0, 1).orElseThrow().mean()).isCloseTo(.25, within(1e-12));
  }

  @Test
  void interval_noRowForTheTarget_isEmpty() {
    Estimate estimate = new Estimate();
    estimate.add(1, .7, 0, 0);

    assertThat(estimate.interval(.25, 20, 0, 1)).isEmpty();
  }
}
