package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Context;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextFeaturizerTest {

  private static final Featurizer FEATURIZER = Featurizers.standard();

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "hi",
          "How do I sort a list in Java?",
          "What is 17 * 23?",
          "Which is NOT a prime?\nA. 2\nB. 9\nC. 11\nD. 13\nAnswer:",
          "word ".repeat(3_000),
          "\ud83d\ude00\ud83d",
          "x".repeat(50_000));

  @Test
  void schema_always_fitsTheRecord() {
    assertThat(FEATURIZER.schema().dimension()).isLessThanOrEqualTo(64);
    assertThat(FEATURIZER.schema().hash()).isNotBlank();
  }

  @Test
  void contextOf_anyText_isBoundedAndOfTheSchemasSize() {
    for (String text : TEXTS) {
      Context context = FEATURIZER.contextOf(Prompt.of(text));

      assertThat(context.dimension()).isEqualTo(FEATURIZER.schema().dimension());
      for (float feature : context.features()) {
        assertThat(feature).isBetween(-6f, 6f);
      }
    }
  }

  @Test
  void contextOf_sameTextOnManyThreads_givesTheSameBits() {
    List<Context> once = TEXTS.stream().map(t -> FEATURIZER.contextOf(Prompt.of(t))).toList();

    List<Context> again =
        IntStream.range(0, 400)
            .parallel()
            .mapToObj(i -> FEATURIZER.contextOf(Prompt.of(TEXTS.get(i % TEXTS.size()))))
            .toList();

    for (int i = 0; i < again.size(); i++) {
      assertThat(again.get(i)).isEqualTo(once.get(i % once.size()));
    }
  }

  @Test
  void contextOf_oneEndlessWord_countsItsCharacters() {
    Context word = FEATURIZER.contextOf(Prompt.of("x".repeat(50_000)));

    assertThat(word.inputTokens()).isBetween(20_000, 30_000);
  }

  @Test
  void contextOf_longText_estimatesTokensByCharacters() {
    assertThat(FEATURIZER.contextOf(Prompt.of("word ".repeat(3_000))).inputTokens())
        .isBetween(2_950, 3_050);
    assertThat(FEATURIZER.contextOf(Prompt.of("Hello, World!")).inputTokens()).isEqualTo(4);
    assertThat(FEATURIZER.contextOf(Prompt.of("")).inputTokens()).isZero();
  }
}
