package dev.pointsman.bandit.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Prediction;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ContractTest {

  private static final OptionalDouble ANY = OptionalDouble.empty();

  private static final List<Prediction> PREDICTIONS =
      List.of(
          new Prediction(0.6, 0.1, 0.001, 200),
          new Prediction(0.8, 0.1, 0.010, Double.NaN),
          new Prediction(0.9, 0.1, 0.100, 3_000));

  @Test
  void screen_noConstraint_keepsAll() {
    Contract contract = new Contract(ANY, ANY, ANY);

    assertThat(contract.isEmpty()).isTrue();
    assertThat(contract.screen(PREDICTIONS).left()).containsExactly(0, 1, 2);
    assertThat(contract.screen(PREDICTIONS).cuts()).isEmpty();
  }

  @Test
  void screen_boundsMetExactly_keepsTheArm() {
    Contract contract =
        new Contract(OptionalDouble.of(0.1), OptionalDouble.of(0.9), OptionalDouble.of(3_000));

    assertThat(contract.screen(PREDICTIONS).left()).containsExactly(2);
  }

  @Test
  void screen_latencyUnknown_passes() {
    Contract contract = new Contract(ANY, ANY, OptionalDouble.of(100));

    assertThat(contract.screen(PREDICTIONS).left()).containsExactly(1);
  }

  @Test
  void screen_nothingLeft_namesTheConstraintThatEmptiedIt() {
    Contract contract =
        new Contract(OptionalDouble.of(0.01), OptionalDouble.of(0.85), OptionalDouble.of(1));

    Contract.Screened screened = contract.screen(PREDICTIONS);

    assertThat(screened.left()).isEmpty();
    assertThat(screened.cuts())
        .containsExactly(
            new Contract.Cut(
                Contract.Limit.MAX_COST_USD, "is expected to cost more than 0.01 USD", List.of(2)),
            new Contract.Cut(
                Contract.Limit.MIN_QUALITY,
                "is expected to fall short of quality 0.85",
                List.of(0, 1)));
  }
}
