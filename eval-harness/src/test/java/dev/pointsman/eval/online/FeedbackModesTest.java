package dev.pointsman.eval.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.online.FeedbackMode.Chosen;
import dev.pointsman.eval.online.FeedbackMode.Judge;
import dev.pointsman.eval.online.FeedbackMode.Judged;
import dev.pointsman.eval.online.FeedbackMode.Shadow;
import dev.pointsman.eval.online.FeedbackMode.Thumbs;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackModesTest {

  @Test
  void parse_sum_keepsEachMode() {
    assertThat(FeedbackModes.parse("thumbs:0.02+judged:0.03,acc=.85").modes())
        .containsExactly(
            new Thumbs(0.02, 1), new Judged(0.03, new Judge(0.85, 0, Optional.empty())));
    assertThat(FeedbackModes.parse("chosen").modes()).containsExactly(new Chosen());
  }

  @Test
  void parse_judgeName_mayHoldPlusAndEquals() {
    assertThat(FeedbackModes.parse("shadow:1,bias=.05,judge=a+b (c=d)+chosen").modes())
        .containsExactly(new Shadow(1, new Judge(1, 0.05, Optional.of("a+b (c=d)"))), new Chosen());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "all",
        "thumbs",
        "thumbs:2",
        "thumbs:x",
        "chosen:1",
        "judged:0.1,acc",
        "judged:.1,x=1",
        "thumbs:0.1,acc=1",
        "chosen+",
        "shadow:-0.1",
        "shadow:NaN"
      })
  void parse_nonsense_isRefused(String text) {
    assertThatThrownBy(() -> FeedbackModes.parse(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("--feedback: ");
  }

  /// Nine in ten bad answers are voted on, three in ten good ones.
  @Test
  void parse_tilt_makesBadAnswersHeardMore() {
    FeedbackMode.Thumbs thumbs =
        (FeedbackMode.Thumbs) FeedbackModes.parse("thumbs:.3,tilt=3").modes().getFirst();

    assertThat(thumbs.rateOf(false)).isCloseTo(.9, within(1e-12));
    assertThat(thumbs.rateOf(true)).isEqualTo(.3);
    assertThat(new FeedbackMode.Thumbs(.5, 9).rateOf(false)).isEqualTo(1);
  }
}
