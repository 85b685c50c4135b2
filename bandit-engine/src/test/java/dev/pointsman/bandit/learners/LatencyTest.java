package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyTest {

  @Test
  void quantiles_unknown_areNotNumbers() {
    assertThat(Latency.UNKNOWN.p50()).isNaN();
    assertThat(Latency.UNKNOWN.p90()).isNaN();
  }

  @Test
  void quantiles_logNormalCalls_areFound() {
    Random random = new Random(5);
    Latency latency = Latency.UNKNOWN;
    for (int i = 0; i < 5_000; i++) {
      latency = latency.after(Math.exp(Math.log(800) + .4 * random.nextGaussian()));
    }

    assertThat(latency.p50()).isCloseTo(800, within(120.0));
    assertThat(latency.p90()).isCloseTo(800 * Math.exp(1.2816 * .4), within(250.0));
  }

  @Test
  void after_slower_followsWithinHundredsOfCalls() {
    Latency latency = Latency.UNKNOWN;
    for (int i = 0; i < 10_000; i++) {
      latency = latency.after(100);
    }
    for (int i = 0; i < 300; i++) {
      latency = latency.after(2_000);
    }

    assertThat(latency.p50()).isGreaterThan(1_900);
  }
}
