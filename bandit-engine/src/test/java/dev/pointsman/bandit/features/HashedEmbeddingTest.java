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
