package dev.pointsman.bandit.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PromptPriceTest {

  private static final PromptPrice PRICE = new PromptPrice(3, 0.3, 3.75);

  @Test
  void stayingUsd_cacheLives_pricesTheSharedPrefixAsCached() {
    assertThat(PRICE.stayingUsd(10_000, 9_000, true)).isCloseTo(0.0057, within(1e-12));
  }

  @Test
  void stayingUsd_cacheGone_pricesAllAsInput() {
    assertThat(PRICE.stayingUsd(10_000, 9_000, false)).isCloseTo(0.03, within(1e-12));
  }

  @Test
  void switchingUsd_cheaperArm_canCostMoreThanStaying() {
    PromptPrice cheaper = new PromptPrice(1, 0.1, 1.25);

    assertThat(cheaper.switchingUsd(10_000, false)).isCloseTo(0.01, within(1e-12));
    assertThat(cheaper.switchingUsd(10_000, true)).isCloseTo(0.0125, within(1e-12));
    assertThat(cheaper.switchingUsd(10_000, false))
        .isGreaterThan(PRICE.stayingUsd(10_000, 9_000, true));
  }

  @Test
  void stayingUsd_prefixLongerThanThePrompt_isRefused() {
    assertThatThrownBy(() -> PRICE.stayingUsd(10, 11, true)).hasMessageContaining("11 tokens");
  }
}
