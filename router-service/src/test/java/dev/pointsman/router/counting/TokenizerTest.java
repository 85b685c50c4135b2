package dev.pointsman.router.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

  private static final Tokenizer TOKENIZER = Tokenizer.forModel("gpt-4o").load();

  /// As tiktoken cuts it: The| quick| brown| fox| jumps| over| the| lazy| dog|.
  private static final String SENTENCE = "The quick brown fox jumps over the lazy dog. ";

  @Test
  void count_sentence_isAsTheTableCutsIt() {
    assertThat(TOKENIZER.count(SENTENCE.strip())).isEqualTo(10);
    assertThat(TOKENIZER.count("")).isZero();
    assertThat(TOKENIZER.count(List.of("hello world", "Yes"))).isEqualTo(3);
  }

  /// 10,000 sentences are 450,000 characters, of which a seventh is looked at.
  @Test
  void count_longText_isAnEvenSampleOfIt() {
    assertThat(TOKENIZER.count(SENTENCE.repeat(10_000))).isCloseTo(100_000, within(1_500));
  }

  /// A first half of words and a second of one letter, eight to a token.
  @Test
  void count_longTextOfTwoKinds_seesBoth() {
    String mixed = SENTENCE.repeat(5_000) + "a".repeat(225_000);

    assertThat(TOKENIZER.count(mixed)).isCloseTo(50_000 + 28_125, within(5_000));
  }

  @Test
  void count_manyShortTexts_areSampledToo() {
    List<String> texts = Collections.nCopies(20_000, SENTENCE.strip());

    assertThat(TOKENIZER.count(texts)).isCloseTo(200_000, within(10_000));
  }

  /// Cut at the space before the piece ends, no word is torn: 1,000 sentences of 45 characters.
  @Test
  void count_textOfSeveralPieces_isTheSumOfItsSentences() {
    assertThat(TOKENIZER.count(SENTENCE.repeat(1_000).strip())).isCloseTo(10_000, within(12));
  }

  @Test
  void count_halfASurrogatePair_isNoFailure() {
    assertThat(TOKENIZER.count("\uD83D".repeat(5_000))).isPositive();
    assertThat(TOKENIZER.count("\uD83D\uDE00".repeat(40_000))).isPositive();
  }

  /// The two tables differ in this word: Bonjour|, voici| against Bonjour|,| vo|ici.
  @ParameterizedTest
  @CsvSource({
    "gpt-4o-mini, 3",
    "gpt-4.1, 3",
    "claude-sonnet-4-5, 3",
    "gpt-4-turbo, 4",
    "gpt-4, 4",
    "gpt-3.5-turbo, 4",
    "openai/gpt-3.5-turbo, 4",
    "text-embedding-3-small, 4"
  })
  void forModel_olderModels_haveATableOfTheirOwn(String model, int tokens) {
    assertThat(Tokenizer.forModel(model).load().count("Bonjour, voici")).isEqualTo(tokens);
  }
}
