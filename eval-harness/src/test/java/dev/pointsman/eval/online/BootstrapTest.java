package dev.pointsman.eval.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  /// The mean of 400 coin flips with 100 heads: .25 with a standard error of .0217.
  @Test
  void estimate_aMean_hasTheNormalInterval() {
    Series series = new Series(IntStream.range(0, 400).toArray(), 1);
    for (int i = 0; i < 400; i++) {
      series.set(i, 0, i % 4 == 0 ? 1 : 0);
    }

    Bootstrap.Estimate mean =
        new Bootstrap(IntStream.range(0, 400).toArray(), 2).estimate(series::means).getFirst();

    assertThat(mean.mean()).isEqualTo(0.25);
    assertThat(mean.low()).isCloseTo(0.25 - 1.96 * 0.0217, within(0.008));
    assertThat(mean.high()).isCloseTo(0.25 + 1.96 * 0.0217, within(0.008));
  }

  /// Paired: the difference of two columns that differ by a constant has no spread at all.
  @Test
  void estimate_pairedDifference_keepsItsPairs() {
    Series series = new Series(new int[] {3, 1, 0}, 2);
    for (int i = 0; i < 3; i++) {
      series.set(i, 0, i);
      series.set(i, 1, i + 0.5);
    }

    Bootstrap.Estimate difference =
        new Bootstrap(IntStream.range(0, 4).toArray(), 1)
            .estimate(
                times -> {
                  double[] means = series.means(times);
                  return new double[] {means[1] - means[0]};
                })
            .getFirst();

    assertThat(difference.low()).isCloseTo(0.5, within(1e-12));
    assertThat(difference.high()).isCloseTo(0.5, within(1e-12));
  }

  /// 400 rows of 100 conversations whose four rows are alike: the spread of 100 flips, twice as
  /// wide.
  @Test
  void estimate_conversationsOfLikeRows_areAsWideAsTheirNumberSays() {
    Series series = new Series(IntStream.range(0, 400).toArray(), 1);
    for (int i = 0; i < 400; i++) {
      series.set(i, 0, i / 4 % 4 == 0 ? 1 : 0);
    }
    int[] conversations = IntStream.range(0, 400).map(row -> row / 4).toArray();

    Bootstrap.Estimate mean = new Bootstrap(conversations, 2).estimate(series::means).getFirst();

    assertThat(mean.low()).isCloseTo(0.25 - 1.96 * 0.0433, within(0.016));
    assertThat(mean.high()).isCloseTo(0.25 + 1.96 * 0.0433, within(0.016));
  }
}
