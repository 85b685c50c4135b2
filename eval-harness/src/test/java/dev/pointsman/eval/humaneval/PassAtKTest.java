package dev.pointsman.eval.humaneval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassAtKTest {

  /// 1 - C(n-c, k) / C(n, k), by hand.
  @ParameterizedTest
  @CsvSource({
    "5, 2, 1, .4",
    "5, 2, 2, .7",
    "5, 2, 4, 1",
    "3, 0, 3, 0",
    "10, 10, 1, 1",
    "4, 1, 2, .5"
  })
  void estimate_countedCases_equalsTheFormula(int tried, int passed, int k, double expected) {
    assertThat(new PassAtK.Count(tried, passed).estimate(k)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void of_wilsonKnownValue_isReproduced() {
    List<PassAtK.Count> nineOfTen =
        java.util.stream.IntStream.range(0, 10)
            .mapToObj(i -> new PassAtK.Count(1, i == 0 ? 0 : 1))
            .toList();

    PassAtK value = PassAtK.of(nineOfTen, 1);

    assertThat(value.mean()).isCloseTo(.9, within(1e-12));
    assertThat(value.lo()).isCloseTo(.5958, within(1e-4));
    assertThat(value.hi()).isCloseTo(.9821, within(1e-4));
  }

  @Test
  void of_allPassed_keepsAnInterval() {
    PassAtK value = PassAtK.of(Collections.nCopies(20, new PassAtK.Count(2, 2)), 2);

    assertThat(value.mean()).isEqualTo(1);
    assertThat(value.hi()).isEqualTo(1);
    assertThat(value.lo()).isBetween(.8, .9);
  }
}
