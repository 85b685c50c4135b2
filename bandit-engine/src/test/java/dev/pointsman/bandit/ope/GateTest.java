package dev.pointsman.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTest {

  private static final Estimate ONE = Estimate.of(1, 0.01);

  private static Evidence good() {
    return new Evidence(1_000, 300, 0.04, ONE, 0.02, 0, 1, true);
  }

  @Test
  void judge_goodEvidence_isOk() {
    Gate.Verdict verdict = Gate.judge(good());

    assertThat(verdict.isOk()).isTrue();
    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.moreRequests()).isEmpty();
  }

  @Test
  void judge_fewEffectiveRows_saysHowManyMore() {
    Gate.Verdict verdict = Gate.judge(new Evidence(1_000, 50, 0.04, ONE, 0.02, 0, 1, true));

    assertThat(verdict.isOk()).isFalse();
    assertThat(verdict.reasons().getFirst()).contains("effective sample size", "50.0", "200");
    assertThat(verdict.moreRequests()).hasValue(3_000);
  }

  @Test
  void judge_wideInterval_needsTheSquareOfIt() {
    Gate.Verdict verdict = Gate.judge(new Evidence(1_000, 300, 0.1, ONE, 0.02, 0, 1, true));

    assertThat(verdict.reasons().getFirst()).contains("half-width", "0.100");
    assertThat(verdict.moreRequests()).hasValue(3_000);
    assertThat(verdict.reasons().getLast()).contains("about 3000 more requests");
  }

  @Test
  void judge_noSupport_isNotMendedByMoreOfTheSame() {
    Gate.Verdict verdict = Gate.judge(new Evidence(1_000, 50, 0.1, ONE, 0.02, 0.3, 1, true));

    assertThat(verdict.reasons().getFirst()).contains("support", "30.0 %");
    assertThat(verdict.moreRequests()).isEmpty();
  }

  @Test
  void judge_volunteeredLabels_areRefused() {
    assertThat(Gate.judge(new Evidence(1_000, 300, 0.04, ONE, 0.02, 0, 1, false)).reasons())
        .singleElement()
        .asString()
        .contains("volunteered");
  }

  @Test
  void judge_weightsThatCannotBe_areRefused() {
    Estimate off = Estimate.of(1.2, 0.01);
    assertThat(Gate.judge(new Evidence(1_000, 300, 0.04, off, 0.02, 0, 1, true)).reasons())
        .singleElement()
        .asString()
        .contains("mean weight: 1.2000");
    assertThat(Gate.judge(new Evidence(1_000, 300, 0.04, ONE, 0.02, 0, 9, true)).reasons())
        .singleElement()
        .asString()
        .contains("propensities");
    assertThat(Gate.judge(new Evidence(1_000, 300, 0.04, ONE, 0.6, 0, 1, true)).reasons())
        .singleElement()
        .asString()
        .contains("heaviest 1 %");
  }

  @Test
  void judge_nothingLabelled_isRefusedWithoutANumber() {
    Estimate none = Estimate.of(Double.NaN, Double.NaN);
    Gate.Verdict verdict = Gate.judge(new Evidence(10, 0, Double.NaN, none, 0, 0, 0, true));

    assertThat(verdict.isOk()).isFalse();
    assertThat(verdict.moreRequests()).isEmpty();
  }
}
