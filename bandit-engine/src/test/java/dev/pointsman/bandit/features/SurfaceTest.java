package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import org.junit.jupiter.api.Test;

class SurfaceTest {

  private static final Featurizer FEATURIZER = Featurizers.standard();

  @Test
  void write_harderOrLongerText_raisesTheFeatureItShould() {
    assertRises("length", "Sort it.", "Sort it, then explain in detail why that order is right.");
    assertRises("numbers", "Add some numbers up.", "Add 3, 4, 19 and 250 up.");
    assertRises("maths", "the root of two", "$\\frac{a^2}{b} = c^2$");
    assertRises("code", "print x", "if (x[0] == y) { return z; }");
    assertRises("options", "Which is red?", "Which is red?\nA. sky\nB. rose\nC. grass");
    assertRises(
        "longest_option", "Which?\nA. up\nB. down", "Which?\nA. up\nB. down along the old road");
    assertRises("negation", "Which of these is a metal?", "Which of these is NOT a metal?");
    assertRises(
        "steps", "Name a river.", "If each costs 3, how many in total after half are sold?");
    assertRises("rarity", "the man and the woman", "phenylalanine hydroxylase isotherms");
    assertRises(
        "non_ascii",
        "good morning",
        "\u0434\u043e\u0431\u0440\u043e\u0435 \u0443\u0442\u0440\u043e");
  }

  @Test
  void write_requestShape_setsItsOwnFeatures() {
    Prompt plain = Prompt.of("hello");

    assertThat(value("turns", new Prompt("hello", 6, false, false, false)))
        .isGreaterThan(value("turns", plain));
    assertThat(value("tools", new Prompt("hello", 1, true, false, false))).isEqualTo(1);
    assertThat(value("images", new Prompt("hello", 1, false, true, false))).isEqualTo(1);
    assertThat(value("structure", new Prompt("hello", 1, false, false, true))).isEqualTo(1);
    assertThat(value("tools", plain) + value("images", plain) + value("structure", plain)).isZero();
  }

  private static void assertRises(String feature, String low, String high) {
    assertThat(value(feature, Prompt.of(high)))
        .as(feature)
        .isGreaterThan(value(feature, Prompt.of(low)) + 0.05f);
  }

  private static float value(String feature, Prompt prompt) {
    FeatureSchema.Block block = FEATURIZER.schema().block("surface");
    Context context = FEATURIZER.contextOf(prompt);
    return context.feature(block.from() + Surface.NAMES.indexOf(feature));
  }
}
