package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PieceTableTest {

  private static final float[][] ROWS = {{0.5f, -1, 0.25f}, {0, 0, 0}, {-3, 2, 0.01f}};

  @Test
  void addTo_eachRow_isWithinHalfAStepOfTheOriginal() {
    PieceTable table = PieceTable.of(ROWS);
    for (int r = 0; r < ROWS.length; r++) {
      float[] sum = new float[3];
      table.addTo(sum, r, 2);
      for (int d = 0; d < 3; d++) {
        // A step is the row's largest absolute value over 127, the weight is 2.
        assertThat(sum[d]).isCloseTo(2 * ROWS[r][d], within(3 / 127f + 1e-6f));
      }
    }
  }

  @Test
  void read_whatWasWritten_givesTheSameSums() throws IOException {
    PieceTable table = PieceTable.of(ROWS);
    var file = new ByteArrayOutputStream();
    table.write(file);
    PieceTable again = PieceTable.read(file.toByteArray());

    float[] first = {1, 1, 1};
    float[] second = {1, 1, 1};
    table.addTo(first, 2, 0.7f);
    again.addTo(second, 2, 0.7f);

    assertThat(again.rows()).isEqualTo(3);
    assertThat(second).containsExactly(first);
    assertThatThrownBy(() -> PieceTable.read(Arrays.copyOf(file.toByteArray(), file.size() - 1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cut short");
  }
}
