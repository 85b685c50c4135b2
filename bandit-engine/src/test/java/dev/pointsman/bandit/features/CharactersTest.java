package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharactersTest {

  @Test
  void of_linesOfOptions_countsThemAndTheLongest() {
    Characters text = Characters.of("Which?\nA. red\nB. dark green\nC. blue");

    assertThat(text.options()).isEqualTo(3);
    assertThat(text.longestOption()).isEqualTo("B. dark green\n".length());
    assertThat(text.stem()).isEqualTo("Which?\n".length());
  }

  @Test
  void of_optionsInBracketsOnOneLine_countsThem() {
    assertThat(Characters.of("Choices: (A) up (B) down, (C) left (D) right").options())
        .isEqualTo(4);
  }

  @Test
  void of_aLoneInitial_isNoOption() {
    Characters text = Characters.of("Who was A. Einstein? Vitamin A: what is it? AB. CD.");

    assertThat(text.options()).isZero();
    assertThat(text.longestOption()).isZero();
    assertThat(text.stem()).isEqualTo(text.read());
  }

  @Test
  void of_signs_countsNumbersMathsCodeAndForeignLetters() {
    Characters text = Characters.of("12 + 345 = x; {caf\u00e9}");

    assertThat(text.numbers()).isEqualTo(2);
    assertThat(text.maths()).isEqualTo(2);
    assertThat(text.code()).isEqualTo(4);
    assertThat(text.nonAscii()).isEqualTo(1);
  }

  @Test
  void of_longText_readsUpToTheLimit() {
    assertThat(Characters.of("7 ".repeat(20_000)).read()).isEqualTo(Characters.LIMIT);
    assertThat(Characters.of("").read()).isZero();
  }
}
