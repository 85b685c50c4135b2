package dev.pointsman.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.Feedback.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplingWeightTest {

  private static Feedback signal(Source source, String probability) {
    Map<String, String> tags =
        probability.isEmpty() ? Map.of() : Map.of(SamplingWeight.TAG, probability);
    return new Feedback("d", source.name(), source, "m", 1, "", tags, 0);
  }

  @Test
  void of_gradeSampledOneInTwenty_isTwenty() {
    assertThat(SamplingWeight.of(RewardRule.PLAIN, List.of(signal(Source.JUDGE, "0.05"))))
        .hasValue(20);
  }

  @Test
  void of_check_isOneWhateverWeakerSignalsSay() {
    List<Feedback> signals = List.of(signal(Source.JUDGE, "0.05"), signal(Source.CHECK, ""));

    assertThat(SamplingWeight.of(RewardRule.PLAIN, signals)).hasValue(1);
  }

  @Test
  void of_usersAloneOrNobody_isNone() {
    assertThat(SamplingWeight.of(RewardRule.PLAIN, List.of(signal(Source.USER, "0.5")))).isEmpty();
    assertThat(SamplingWeight.of(RewardRule.PLAIN, List.of())).isEmpty();
  }

  @Test
  void of_probabilityThatIsNone_isOne() {
    for (String bad : List.of("0", "-1", "2", "x", "NaN")) {
      assertThat(SamplingWeight.of(RewardRule.PLAIN, List.of(signal(Source.REVIEW, bad))))
          .hasValue(1);
    }
  }
}
