package dev.pointsman.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.ope.Tuning.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuningTest {

  @Test
  void slope_allAgree_isTheNarrowest() {
    assertThat(
            Tuning.slope(
                List.of(
                    new Candidate(0.5, 0.02), new Candidate(0.52, 0.1), new Candidate(0.51, 0.05))))
        .isZero();
  }

  @Test
  void slope_narrowOnesDisagree_isTheLastThatAgreed() {
    assertThat(
            Tuning.slope(
                List.of(
                    new Candidate(0.9, 0.01), new Candidate(0.5, 0.1), new Candidate(0.52, 0.05))))
        .isEqualTo(2);
  }

  @Test
  void squaredError_heavyShrinkage_countsItsBias() {
    double plain = Tuning.squaredError(Estimator.IPS, SmallLog.BY_HAND, 0.05);
    double shrunk =
        Tuning.squaredError(Estimator.ips("clipped", Shrinkage.clip(0.1)), SmallLog.BY_HAND, 0.05);

    assertThat(shrunk).isGreaterThan(plain);
  }
}
