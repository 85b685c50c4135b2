package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HashedEmbeddingTest {

  private static final Encoder ENCODER = Embedding.HASHED.encoder();

  @Test
  void of_sharedWordsOrStems_liesNearer() {
    float[] sort = ENCODER.embedding("sorting lists in Java");
    float[] sorted = ENCODER.embedding("How is a list sorted with Java?");
    float[] bread = ENCODER.embedding("My favourite recipe for banana bread");

    assertThat(dot(sort, sort)).isCloseTo(1, within(1e-5));
    assertThat(dot(sort, sorted)).isGreaterThan(dot(sort, bread) + 0.2);
  }

  @Test
  void of_caseAndRepetition_changeNothing() {
    assertThat(ENCODER.embedding("Tomato TOMATO soup"))
        .containsExactly(ENCODER.embedding("tomato soup"));
    assertThat(ENCODER.embedding(" ")).containsOnly(0f);
  }

  /// The hash is fixed for ever: learnt state depends on it.
  @Test
  void of_knownText_neverChanges() {
    float[] vector = ENCODER.embedding("The quick brown fox, \u732b and Stra\u00dfe.");

    assertThat(Arrays.hashCode(vector)).isEqualTo(-885685332);
  }

  @Test
  void of_longText_readsBeginningAndEnd() {
    String filler = "lorem ".repeat(2_000);

    assertThat(ENCODER.embedding("zebra " + filler)).isNotEqualTo(ENCODER.embedding(filler));
    assertThat(ENCODER.embedding(filler + "zebra")).isNotEqualTo(ENCODER.embedding(filler));
  }

  @Test
  void of_noSpacesAtAll_readsOnToTheEnd() {
    String thai = "\u0e01\u0e32\u0e23\u0e40\u0e23\u0e35\u0e22\u0e19".repeat(20);

    assertThat(ENCODER.embedding(thai + "\u0e02\u0e32\u0e27"))
        .isNotEqualTo(ENCODER.embedding(thai + "\u0e14\u0e33"));
    assertThat(ENCODER.embedding("x".repeat(100_000)))
        .isEqualTo(ENCODER.embedding("x".repeat(3_000)));
  }

  /// As many different words and runs as can be read: there is still room for what comes last.
  @Test
  void of_manyDifferentIdeographs_stillHearsTheLast() {
    var text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append((char) ('\u4e00' + i * 7 % 20_000));
    }
    float[] vector = ENCODER.embedding(text.toString());

    assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
    assertThat(ENCODER.embedding(text + "\u732b")).isNotEqualTo(vector);
  }

  /// The head's last and the tail's first character are halves of a pair.
  @Test
  void of_pairCutInTwo_isRead() {
    float[] vector = ENCODER.embedding("a" + "\ud840\udc00".repeat(50_000) + "b");

    assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
  }

  @Test
  void featurizer_taughtByTheExamples_tellsTasksApart() {
    Featurizer featurizer = Featurizers.of(Embedding.HASHED);
    FeatureSchema.Block tasks = featurizer.schema().block("task");
    Context sql =
        featurizer.contextOf(Prompt.of("Write a SQL query that lists the customers by country"));
    int place = tasks.from() + Featurizers.taxonomy().labels().indexOf("sql");

    assertThat(sql.feature(place)).isGreaterThan(0.5f);
    assertThat(featurizer.schema().dimension()).isEqualTo(64);
    assertThat(featurizer.schema().hash()).isNotEqualTo(Featurizers.standard().schema().hash());
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
