package dev.pointsman.eval.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Test
  void of_rows_partsThemInHalves() {
    Split split = Split.of(11, 4);

    assertThat(split.streamSize()).isEqualTo(5);
    assertThat(split.heldOutSize()).isEqualTo(6);
    assertThat(
            IntStream.concat(IntStream.of(split.streamRows()), IntStream.of(split.heldOutRows())))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  void of_seed_decidesTheOrder() {
    assertThat(Split.of(50, 1).streamRows()).isEqualTo(Split.of(50, 1).streamRows());
    assertThat(Split.of(50, 1).streamRows()).isNotEqualTo(Split.of(50, 2).streamRows());
  }

  /// Every place must be reached by every row about equally often: 6,000 shuffles of 6 leave each
  /// cell 1,000 on average with a standard deviation of 29.
  @Test
  void shuffled_manySeeds_isUniform() {
    int[][] counts = new int[6][6];
    for (int seed = 0; seed < 6_000; seed++) {
      int[] order = Split.shuffled(6, seed);
      for (int place = 0; place < 6; place++) {
        counts[place][order[place]]++;
      }
    }
    for (int[] place : counts) {
      for (int count : place) {
        assertThat(count).isBetween(850, 1_150);
      }
    }
  }

  @Test
  void leavingOut_rows_areHeldOutAndNeverLearntFrom() {
    Split split = Split.leavingOut(10, Set.of(1, 4, 9), 7);

    assertThat(split.heldOutRows()).containsExactlyInAnyOrder(1, 4, 9);
    assertThat(split.streamRows()).containsExactlyInAnyOrder(0, 2, 3, 5, 6, 7, 8);
    assertThat(split.streamRows())
        .isNotEqualTo(Split.leavingOut(10, Set.of(1, 4, 9), 8).streamRows());
  }

  @Test
  void of_conversations_staysWholeAndEqualsRowsWhereThereAreNone() {
    int[] pairs = IntStream.range(0, 101).map(row -> row / 2).toArray();

    Split split = Split.of(pairs, 3);

    for (int held : split.heldOutRows()) {
      for (int streamed : split.streamRows()) {
        assertThat(pairs[held]).isNotEqualTo(pairs[streamed]);
      }
    }
    assertThat(split.streamSize()).isBetween(50, 51);
    int[] apart = IntStream.range(0, 101).toArray();
    assertThat(Split.of(apart, 3).streamRows()).isEqualTo(Split.of(101, 3).streamRows());
    assertThat(Split.of(apart, 3).heldOutRows()).isEqualTo(Split.of(101, 3).heldOutRows());
  }
}
