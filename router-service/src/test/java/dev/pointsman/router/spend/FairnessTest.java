package dev.pointsman.router.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.feedback.spend.SpendGroup;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.config.Values;
import dev.pointsman.router.live.Interval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairnessTest {

  @Test
  void rate_isWilsons() {
    Interval rate = Fairness.rate(1, 10).orElseThrow();

    assertThat(rate.lo()).isCloseTo(0.0179, within(1e-4));
    assertThat(rate.hi()).isCloseTo(0.4042, within(1e-4));
    assertThat(Fairness.rate(0, 0)).isEmpty();
  }

  @Test
  void of_costsOneAndThree_haveMeanTwoAndItsError() {
    Tally tally =
        Tally.NONE
            .with(Part.REQUESTS, 2)
            .with(Part.MICRO_USD, 4e6)
            .with(Part.SQUARED_MICRO_USD, 10e12)
            .with(Part.DENIED, 2);
    Spent spent = new Spent("auto", 0, SpendGroup.of(Map.of("team", "a"), "m"), tally);

    Fairness segment = Fairness.of(List.of(spent), "team", Values.NONE).getFirst();

    // Deviation sqrt(2), error of the mean 1.
    assertThat(segment.segment()).isEqualTo("a");
    assertThat(segment.cost().orElseThrow().mean()).isEqualTo(2);
    assertThat(segment.cost().orElseThrow().hi()).isCloseTo(3.96, within(1e-3));
    assertThat(segment.denied().orElseThrow().mean()).isEqualTo(0.5);
    assertThat(segment.quality()).isEmpty();
  }
}
