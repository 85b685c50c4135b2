package dev.pointsman.eval.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterArenaTest {

  /// Published rows of the board: accuracy, USD per 1,000 requests, score.
  @ParameterizedTest
  @CsvSource({".7396, 10.02, .6432", ".6688, .15, .6690", ".764, .18, .7525"})
  void score_publishedRows_isReproduced(double accuracy, double perThousand, double score) {
    assertThat(RouterArena.score(accuracy, perThousand / 1_000)).isCloseTo(score, within(1e-4));
  }

  @Test
  void score_endsOfTheScale_areClamped() {
    assertThat(RouterArena.score(.9, 1)).isZero();
    assertThat(RouterArena.score(0, 0)).isZero();
    assertThat(RouterArena.score(1, 0)).isEqualTo(1);
  }
}
