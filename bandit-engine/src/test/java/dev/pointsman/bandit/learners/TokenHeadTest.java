package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.FeatureSchema;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenHeadTest {

  @Test
  void tokens_logNormalCalls_approachTheMeanNotTheMedian() {
    TokenHead head = new TokenHead(Blocks.none(), true);
    double[] x = {1};
    Random random = new Random(1);

    double sum = 0;
    for (int i = 0; i < 20_000; i++) {
      double tokens = Math.exp(5 + random.nextGaussian());
      sum += tokens / 20_000;
      head.learn("a", x, tokens, Double.NaN);
    }

    // The median is e^5 = 148, the mean e^5.5 = 245.
    assertThat(head.forecasts().tokens("a", x)).isCloseTo(sum, within(.03 * sum));
  }

  @Test
  void tokens_longAnswersOnOneKindOfPrompt_areForetoldForOtherArmsToo() {
    TokenHead head = new TokenHead(oneFeature(), true);
    double[] brief = {1, 0};
    double[] wordy = {1, 1};

    for (int i = 0; i < 2_000; i++) {
      head.learn("a", i % 2 == 0 ? brief : wordy, i % 2 == 0 ? 10 : 1_000, 100);
      head.learn("b", i % 2 == 0 ? brief : wordy, i % 2 == 0 ? 10 : 1_000, 100);
    }

    Forecasts forecasts = head.forecasts();
    assertThat(forecasts.tokens("a", wordy)).isGreaterThan(20 * forecasts.tokens("a", brief));
    assertThat(forecasts.tokens("new", wordy)).isGreaterThan(10 * forecasts.tokens("new", brief));
  }

  @Test
  void learn_callsWithoutAnyOutputTokens_foretellNone() {
    TokenHead head = new TokenHead(Blocks.none(), true);

    for (int i = 0; i < 5_000; i++) {
      head.learn("a", new double[] {1}, 0, Double.NaN);
    }

    assertThat(head.forecasts().tokens("a", new double[] {1})).isBetween(0.0, 1.0);
  }

  @Test
  void latency_unknownThenKnown_followsTheCalls() {
    TokenHead head = new TokenHead(Blocks.none(), false);
    assertThat(head.forecasts().latencyMs("a")).isNaN();

    head.learn("a", new double[] {1}, 5, 400);
    head.learn("a", new double[] {1}, 5, Double.NaN);

    assertThat(head.forecasts().latencyMs("a")).isCloseTo(400 * Math.exp(1.2816 / 2), within(1.0));
  }

  private static Blocks oneFeature() {
    return Blocks.of(new FeatureSchema("test", List.of(new FeatureSchema.Block("only", 0, 1))));
  }
}
