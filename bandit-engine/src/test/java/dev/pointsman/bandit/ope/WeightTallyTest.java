package dev.pointsman.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WeightTallyTest {

  private static WeightTally of(double... ratios) {
    WeightTally tally = new WeightTally();
    DoubleStream.of(ratios).forEach(ratio -> tally.add(ratio, 1));
    return tally;
  }

  @Test
  void tally_fourRows_isAsReckonedByHand() {
    WeightTally tally = of(1.6, 0.4, 2, 0.25);

    assertThat(tally.rows()).isEqualTo(4);
    assertThat(tally.effectiveSampleSize()).isCloseTo(4.25 * 4.25 / 6.7825, within(1e-12));
    assertThat(tally.max()).isEqualTo(2);
    assertThat(tally.mean().value()).isCloseTo(4.25 / 4, within(1e-12));
    assertThat(tally.topShare()).isCloseTo(2 / 4.25, within(1e-12));
  }

  @Test
  void effectiveSampleSize_oneArmOfMany_isHowOftenItWasDrawn() {
    // "Always arm a", drawn with .1: nine of ten rows do not match, the others all weigh 10.
    assertThat(of(0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0).effectiveSampleSize()).isEqualTo(2);
    assertThat(of(0, 0).effectiveSampleSize()).isZero();
    assertThat(new WeightTally().mean().value()).isNaN();
  }

  @Test
  void topShare_manyWeights_agreesWithSorting() {
    Random random = new Random(1);
    double[] ratios =
        DoubleStream.generate(() -> Math.exp(2 * random.nextGaussian())).limit(20_000).toArray();
    double[] sorted = DoubleStream.of(ratios).sorted().toArray();
    double exact = DoubleStream.of(sorted).skip(19_800).sum() / DoubleStream.of(sorted).sum();

    assertThat(of(ratios).topShare()).isCloseTo(exact, within(0.01 * exact));
  }

  @Test
  void topShare_equalWeights_isOneHundredthWhateverTheirSize() {
    double[] equal = new double[10_000];
    Arrays.fill(equal, 0, 1_000, 50);

    assertThat(of(equal).topShare()).isCloseTo(0.01, within(1e-12));
  }
}
