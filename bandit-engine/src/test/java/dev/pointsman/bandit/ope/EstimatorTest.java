package dev.pointsman.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EstimatorTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private static double byHand(Estimator estimator) {
    return SmallLog.value(estimator, SmallLog.BY_HAND);
  }

  @Test
  void value_fourRows_isAsReckonedByHand() {
    assertThat(byHand(Estimator.IPS)).isCloseTo(3.85 / 4, EXACT);
    assertThat(byHand(Estimator.SNIPS)).isCloseTo(3.85 / 4.25, EXACT);
    assertThat(byHand(Estimator.DM)).isCloseTo(2.22 / 4, EXACT);
    assertThat(byHand(Estimator.DR)).isCloseTo((2.22 + 1.48) / 4, EXACT);
    assertThat(byHand(Estimator.SNDR)).isCloseTo(2.22 / 4 + 1.48 / 4.25, EXACT);
    assertThat(byHand(Estimator.ips("clipped", Shrinkage.clip(1)))).isCloseTo(2.25 / 4, EXACT);
    assertThat(byHand(Estimator.dr("switch", Shrinkage.switchOver(1.6))))
        .isCloseTo((2.22 + 0.48) / 4, EXACT);
    double optimistic = 1.6 / 3.56 * 0.4 - 0.4 / 1.16 * 0.4 + 2 / 5.0 * 0.5;
    assertThat(byHand(Estimator.dr("os", Shrinkage.optimistic(1))))
        .isCloseTo((2.22 + optimistic) / 4, EXACT);
    double subGaussian = 1.6 / 1.3 * 0.4 - 0.4 / 0.7 * 0.4 + 2 / 1.5 * 0.5;
    assertThat(byHand(Estimator.dr("sg", Shrinkage.subGaussian(0.5))))
        .isCloseTo((2.22 + subGaussian) / 4, EXACT);
  }

  @Test
  void value_targetIsLoggingPolicy_isTheMeanRewardForAll() {
    // With w = 1 and a model without bias on the rows, no estimator has anything to correct but DM.
    List<Sample> log =
        List.of(
            new Sample(1, 1, 0.5, 0.5, 1),
            new Sample(1, 0, 0.5, 0.5, 1),
            new Sample(1, 1, 0.75, 0.75, 1),
            new Sample(1, 0.5, 0.75, 0.75, 1));
    for (Estimator estimator : List.of(Estimator.IPS, Estimator.SNIPS, Estimator.DM)) {
      assertThat(SmallLog.value(estimator, log)).as(estimator.name()).isCloseTo(0.625, EXACT);
    }
    for (Shrinkage shrinkage :
        List.of(
            Shrinkage.none(),
            Shrinkage.clip(1),
            Shrinkage.switchOver(1),
            Shrinkage.subGaussian(0.3))) {
      assertThat(SmallLog.value(Estimator.dr("dr", shrinkage), log)).isCloseTo(0.625, EXACT);
      assertThat(SmallLog.value(Estimator.ips("ips", shrinkage), log)).isCloseTo(0.625, EXACT);
    }
    assertThat(SmallLog.value(Estimator.SNDR, log)).isCloseTo(0.625, EXACT);
  }

  @Test
  void dr_modelThatSaysNothing_isIps() {
    List<Sample> log =
        SmallLog.BY_HAND.stream()
            .map(row -> new Sample(row.ratio(), row.reward(), 0, 0, 1))
            .toList();

    assertThat(SmallLog.value(Estimator.DR, log)).isCloseTo(byHand(Estimator.IPS), EXACT);
    assertThat(SmallLog.value(Estimator.SNDR, log)).isCloseTo(byHand(Estimator.SNIPS), EXACT);
  }

  @Test
  void shrinkage_atItsLimits_isTheModelOrNothingShrunk() {
    double dm = byHand(Estimator.DM);
    double dr = byHand(Estimator.DR);
    assertThat(byHand(Estimator.dr("", Shrinkage.optimistic(0)))).isCloseTo(dm, EXACT);
    assertThat(byHand(Estimator.dr("", Shrinkage.optimistic(1e15)))).isCloseTo(dr, EXACT);
    assertThat(byHand(Estimator.dr("", Shrinkage.optimistic(Double.POSITIVE_INFINITY))))
        .isCloseTo(dr, EXACT);
    assertThat(byHand(Estimator.dr("", Shrinkage.switchOver(0)))).isCloseTo(dm, EXACT);
    assertThat(byHand(Estimator.dr("", Shrinkage.switchOver(2)))).isCloseTo(dr, EXACT);
    assertThat(byHand(Estimator.dr("", Shrinkage.subGaussian(0)))).isCloseTo(dr, EXACT);
    assertThat(byHand(Estimator.ips("", Shrinkage.clip(2)))).isCloseTo(3.85 / 4, EXACT);
  }

  @Test
  void shrinkage_outOfRange_isRefused() {
    assertThatThrownBy(() -> Shrinkage.subGaussian(1.5)).hasMessageContaining("0..1");
    assertThatThrownBy(() -> Shrinkage.clip(0)).hasMessageContaining("> 0");
    assertThatThrownBy(() -> Shrinkage.optimistic(-1)).hasMessageContaining(">= 0");
  }

  @Test
  void value_manyRows_tendsToTheTruthUnlessBiased() {
    List<Sample> log = SmallLog.drawn(100_000, 0.6, 0.1, new Random(1));
    double truth = SmallLog.truth(0.6);
    for (Estimator estimator :
        List.of(Estimator.IPS, Estimator.SNIPS, Estimator.DR, Estimator.SNDR)) {
      // Four standard errors.
      assertThat(SmallLog.value(estimator, log))
          .as(estimator.name())
          .isCloseTo(truth, within(0.02));
    }
    assertThat(SmallLog.value(Estimator.DM, log)).isCloseTo(truth + 0.1, within(1e-9));
  }
}
