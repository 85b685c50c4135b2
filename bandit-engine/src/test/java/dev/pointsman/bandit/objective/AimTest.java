package dev.pointsman.bandit.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AimTest {

  @Test
  void usdUntilEnd_moneyLeft_isSharedAmongRequestsToCome() {
    assertThat(Aim.usdUntilEnd(10, 2, 4_000)).isCloseTo(0.002, within(1e-15));
  }

  @Test
  void usdUntilEnd_moreReservedThanLeft_isZero() {
    assertThat(Aim.usdUntilEnd(1, 2, 10)).isZero();
  }

  @Test
  void usdUntilEnd_noRequestExpected_isRefused() {
    assertThatThrownBy(() -> Aim.usdUntilEnd(1, 0, 0)).hasMessageContaining(">= 1");
  }

  @Test
  void aim_neitherBudgetNorFloor_isRefused() {
    assertThatThrownBy(() -> new Aim(OptionalDouble.empty(), OptionalDouble.empty()))
        .hasMessageContaining("a budget, a least quality, or both");
  }

  @Test
  void aim_floorBeyondOne_isRefused() {
    assertThatThrownBy(() -> Aim.quality(1.2)).hasMessageContaining("was 1.2");
  }
}
