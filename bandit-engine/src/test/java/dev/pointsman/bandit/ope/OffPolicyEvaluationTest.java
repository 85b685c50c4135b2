package dev.pointsman.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OffPolicyEvaluationTest {

  private static final List<Estimator> ALL = Estimator.all();

  @Test
  void se_ips_isThatOfTheMeanOfItsTerms() {
    // The terms are 1.6, 0, 2, .25, their mean .9625; squares of what is left add up to 2.916875.
    Estimate ips = SmallLog.results(ALL, SmallLog.BY_HAND).of(Estimator.IPS);

    assertThat(ips.se()).isCloseTo(Math.sqrt(2.916875 / 3 / 4), within(1e-12));
    assertThat(ips.high() - ips.value()).isCloseTo(1.959963984540054 * ips.se(), within(1e-12));
  }

  @Test
  void se_snips_isThatOfTheLinearisedRatio() {
    double snips = 3.85 / 4.25;
    double squares = 0;
    for (Sample row : SmallLog.BY_HAND) {
      squares += Math.pow(row.ratio() * (row.reward() - snips) / 4.25, 2);
    }
    Estimate estimate = SmallLog.results(ALL, SmallLog.BY_HAND).of(Estimator.SNIPS);

    assertThat(estimate.se()).isCloseTo(Math.sqrt(squares * 4 / 3), within(1e-12));
  }

  @Test
  void intervals_manyLogs_coverTheTruth() {
    Random random = new Random(5);
    for (Estimator estimator :
        List.of(Estimator.IPS, Estimator.SNIPS, Estimator.DR, Estimator.SNDR)) {
      int covered = 0;
      for (int log = 0; log < 400; log++) {
        Estimate of = SmallLog.results(ALL, SmallLog.drawn(500, 0.7, 0.1, random)).of(estimator);
        covered += of.low() <= SmallLog.truth(0.7) && SmallLog.truth(0.7) <= of.high() ? 1 : 0;
      }
      // 380 expected, standard deviation 4.4.
      assertThat(covered).as(estimator.name()).isBetween(364, 394);
    }
  }

  @Test
  void add_weightTwo_isTheRowTwice() {
    List<Sample> twice = new ArrayList<>(SmallLog.BY_HAND);
    twice.add(SmallLog.BY_HAND.get(2));
    List<Sample> weighted = new ArrayList<>(SmallLog.BY_HAND);
    weighted.set(2, new Sample(2, 1, 0.5, 0.5, 2));

    for (Estimator estimator : ALL) {
      assertThat(SmallLog.results(ALL, weighted).of(estimator).value())
          .as(estimator.name())
          .isCloseTo(SmallLog.results(ALL, twice).of(estimator).value(), within(1e-12));
    }
  }

  @Test
  void add_copiesInOneCluster_widenTheIntervalAsOneRow() {
    OffPolicyEvaluation clustered = new OffPolicyEvaluation(ALL);
    OffPolicyEvaluation alone = new OffPolicyEvaluation(ALL);
    List<Sample> log = SmallLog.drawn(300, 0.5, 0, new Random(2));
    for (int i = 0; i < log.size(); i++) {
      alone.add(log.get(i));
      for (int copy = 0; copy < 4; copy++) {
        clustered.add(log.get(i), "session " + i);
      }
    }
    for (Estimator estimator : ALL) {
      Estimate of = clustered.results().of(estimator);
      assertThat(of.se()).isCloseTo(alone.results().of(estimator).se(), within(1e-12));
    }
    assertThat(clustered.isClustered()).isTrue();
    assertThat(alone.isClustered()).isFalse();
  }

  @Test
  void add_moreClustersThanAreKept_keepsSumsAndHardlyMovesTheError() {
    OffPolicyEvaluation clustered = new OffPolicyEvaluation(ALL);
    OffPolicyEvaluation alone = new OffPolicyEvaluation(ALL);
    List<Sample> log = SmallLog.drawn(100_000, 0.5, 0, new Random(3));
    for (int i = 0; i < log.size(); i++) {
      alone.add(log.get(i));
      clustered.add(log.get(i), "s" + i);
    }
    Estimate many = clustered.results().of(Estimator.DR);
    Estimate rows = alone.results().of(Estimator.DR);

    assertThat(many.value()).isCloseTo(rows.value(), within(1e-12));
    assertThat(many.se()).isCloseTo(rows.se(), within(0.05 * rows.se()));
  }

  @Test
  void gain_targetOfTheLogItself_isNothingForCertain() {
    List<Sample> log =
        SmallLog.BY_HAND.stream().map(row -> Sample.fixed(row.reward(), 0.5, 1)).toList();
    Estimate gain = SmallLog.results(ALL, log).gain(Estimator.DR);

    assertThat(gain.value()).isCloseTo(0, within(1e-12));
    assertThat(gain.se()).isCloseTo(0, within(1e-9));
  }

  @Test
  void gain_pairedRows_isNarrowerThanApart() {
    OffPolicyEvaluation.Results results =
        SmallLog.results(ALL, SmallLog.drawn(2_000, 0.3, 0, new Random(4)));

    double apart = Math.hypot(results.logged().se(), results.of(Estimator.DR).se());
    assertThat(results.gain(Estimator.DR).se()).isLessThan(apart / 3);
    assertThat(results.gain(Estimator.DR).value()).isCloseTo(0.025, within(0.02));
  }

  @Test
  void results_noRows_sayNothing() {
    Estimate none = SmallLog.results(ALL, List.of()).of(Estimator.SNIPS);

    assertThat(none.value()).isNaN();
    assertThat(none.se()).isNaN();
    assertThatThrownBy(() -> SmallLog.results(List.of(), List.of()).of(Estimator.IPS))
        .hasMessageContaining("ips");
  }

  @Test
  void sample_impossibleWeights_areRefused() {
    assertThatThrownBy(() -> new Sample(-1, 1, 0, 0, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Sample(1, 1, 0, 0, 0)).hasMessageContaining("> 0");
    assertThatThrownBy(() -> new Sample(Double.NaN, 1, 0, 0, 1)).hasMessageContaining("NaN");
  }
}
