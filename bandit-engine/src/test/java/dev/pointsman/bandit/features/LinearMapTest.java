package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinearMapTest {

  private static final LinearMap MAP =
      new LinearMap(
          List.of("up", "down"),
          new float[] {1, -2},
          new float[][] {{0.5f, -1.25f, 0}, {0, 3, 10.125f}});

  @Test
  void apply_byHand_addsTheOffset() {
    float[] out = new float[4];

    MAP.apply(new float[] {2, 1, 0.5f}, out, 1);

    assertThat(out).containsExactly(0, 0.75f, 6.0625f, 0);
  }

  @Test
  void lines_readBack_giveTheSameMap() {
    LinearMap again = LinearMap.read(MAP.lines());

    assertThat(again.names()).containsExactly("up", "down");
    assertThat(again.columns()).isEqualTo(3);
    assertThat(again.lines()).isEqualTo(MAP.lines());
    assertThat(again.likeliest(new float[] {2, 0, 0})).isEqualTo("up");
    assertThat(again.likeliest(new float[] {0, 1, 0})).isEqualTo("down");
  }
}
