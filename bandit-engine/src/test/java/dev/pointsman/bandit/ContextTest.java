package dev.pointsman.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContextTest {

  /// Half precision keeps 11 bits and rounds halves to even: around 1 its steps are 2^-10 wide.
  @Test
  void of_betweenTwoHalves_roundsToTheNearerAndTiesToEven() {
    float step = 0x1p-10f;
    Context context =
        Context.of(new float[] {1 + 0.4f * step, 1 + 0.6f * step, 1 + 0.5f * step, -0.1f}, 3);

    assertThat(context.features()).containsExactly(1, 1 + step, 1, -0.099975586f);
    assertThat(context.feature(1)).isEqualTo(1 + step);
  }

  @Test
  void of_roundedOnce_staysTheSame() {
    Context once = Context.of(new float[] {0.1f, 3.14159f, 1e-7f, 65_504}, 3);

    assertThat(Context.of(once.features(), 3)).isEqualTo(once).hasSameHashCodeAs(once);
    assertThat(once).isNotEqualTo(Context.of(once.features(), 4));
  }

  @Test
  void of_tooSmallForHalf_becomesZero() {
    assertThat(Context.of(new float[] {1e-9f, 0x1p-24f}, 0).features())
        .containsExactly(0, 0x1p-24f);
  }

  @Test
  void of_arrayChangedLater_keepsItsOwn() {
    float[] features = {1, 2};
    Context context = Context.of(features, 0);
    features[0] = 9;
    context.features()[1] = 9;

    assertThat(context.features()).containsExactly(1, 2);
  }

  @Test
  void of_notFinite_isRefusedByPlace() {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 65_520}) {
      assertThatThrownBy(() -> Context.of(new float[] {0, bad}, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("feature 1 is not finite");
    }
    assertThatThrownBy(() -> Context.of(new float[0], -1)).hasMessageContaining("-1");
  }
}
