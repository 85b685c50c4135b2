package dev.pointsman.bandit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionFieldsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-4o-mini",
        "a b=c (d)",
        "3:abc",
        ":",
        "",
        "模型/ü\u0000\n\"",
        "\uD83D\uDE80 rocket",
        "1:2:3"
      })
  void parse_oddTexts_areGivenBackExactly(String odd) {
    LoggedDecision decision = decision(odd, new Random(7));

    assertThat(DecisionFields.parse(DecisionFields.of(decision))).isEqualTo(decision);
  }

  @Test
  void parse_randomNumbers_areGivenBackBitForBit() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      LoggedDecision decision = decision("arm", random);

      LoggedDecision read = DecisionFields.parse(DecisionFields.of(decision));

      assertThat(read).isEqualTo(decision);
    }
  }

  @Test
  void unpacked_seenUnderTwoSchemas_orOne_isGivenBackExactly() {
    LoggedDecision one = decision("arm", new Random(2));
    Context context = Context.of(new float[] {.5f, 3}, 7);
    LoggedDecision two = one.seenToo(Optional.of(new OtherFeatures("f01", context)));

    for (LoggedDecision decision : List.of(one, two, two.with("entry", "text"))) {
      assertThat(DecisionFields.unpacked(DecisionFields.packed(decision))).isEqualTo(decision);
      assertThat(DecisionFields.parse(DecisionFields.of(decision))).isEqualTo(decision);
    }
  }

  @Test
  void parse_missingLatencyAndNoFeatures_areGivenBack() {
    LoggedDecision decision =
        decision("arm", Context.of(new float[0], 0), new Prediction(0.5, 0, 0, Double.NaN));

    assertThat(DecisionFields.parse(DecisionFields.of(decision))).isEqualTo(decision);
  }

  @Test
  void parse_unknownVersion_isRefusedWithBothVersions() {
    Map<String, String> fields = fields();
    fields.put("v", "2");

    assertThatThrownBy(() -> DecisionFields.parse(fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("decision of version 2")
        .hasMessageContaining("knows version 1");
  }

  @Test
  void parse_missingField_isNamed() {
    Map<String, String> fields = fields();
    fields.remove("features");

    assertThatThrownBy(() -> DecisionFields.parse(fields))
        .hasMessage("a decision lacks its field features");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"features", "p", "predicted", "eligible", "lambda", "seed", "routable", "chosen"})
  void parse_malformedField_isNamedWithoutItsValue(String name) {
    Map<String, String> fields = fields();
    fields.put(name, "%secret%");

    assertThatThrownBy(() -> DecisionFields.parse(fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("field " + name)
        .hasMessageNotContaining("secret");
  }

  @Test
  void parse_probabilityMissing_isRefused() {
    Map<String, String> fields = fields();
    fields.put("p", Fields.reals(1.0));

    assertThatThrownBy(() -> DecisionFields.parse(fields)).hasMessageContaining("1 probabilities");
  }

  private static Map<String, String> fields() {
    return new HashMap<>(DecisionFields.of(decision("arm", new Random(3))));
  }

  private static LoggedDecision decision(String odd, Random random) {
    float[] features = new float[64];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    Prediction predicted =
        new Prediction(
            random.nextDouble(), random.nextDouble(), random.nextDouble() * 1e-9, 1 / 3.0);
    return decision(odd, Context.of(features, random.nextInt(9000)), predicted);
  }

  private static LoggedDecision decision(String odd, Context context, Prediction predicted) {
    return new LoggedDecision(
        "01890a5d-ac96-774b-bcce-b302099a8057",
        1_700_000_000_123L,
        "auto",
        "session " + odd,
        "12-3/ab/cd",
        "f00",
        context,
        List.of(new Candidate(odd, 0.1 + 0.2, predicted), new Candidate("other", 0.7, predicted)),
        1,
        true,
        false,
        Long.MIN_VALUE,
        1.0 / 0.3,
        0.1,
        Map.of("max_cost_usd", "0.1", odd, odd),
        List.of(odd, "explored"));
  }
}
