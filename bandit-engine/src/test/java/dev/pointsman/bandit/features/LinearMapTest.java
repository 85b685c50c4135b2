package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 8, 11})
  void apply_anyNumberOfColumns_givesTheBitsOfTheSumInOrder(int columns) {
    var random = new Random(columns);
    float[][] matrix = new float[7][columns];
    float[] x = new float[columns];
    for (int c = 0; c < columns; c++) {
      x[c] = random.nextFloat() - 0.5f;
      for (float[] row : matrix) {
        row[c] = random.nextFloat() - 0.5f;
      }
    }
    float[] expected = new float[7];
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < 7; r++) {
        expected[r] += x[c] * matrix[r][c];
      }
    }
    float[] out = new float[7];

    new LinearMap(List.of("a", "b", "c", "d", "e", "f", "g"), new float[7], matrix)
        .apply(x, out, 0);

    assertThat(out).containsExactly(expected);
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
