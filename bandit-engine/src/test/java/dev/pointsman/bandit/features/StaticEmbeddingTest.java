package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StaticEmbeddingTest {

  private static final Encoder ENCODER = Embedding.STATIC.encoder();

  private static final List<String> SENTENCES =
      List.of(
          "How do I sort a list in Java?",
          "What is the way to order an array on the JVM?",
          "My favourite recipe for banana bread",
          "Preheat the oven and mix flour with sugar and eggs",
          "The patient complains of chest pain and short breath",
          "Which drug lowers high blood pressure?",
          "The court ruled that the contract was void",
          "Can the tenant sue the landlord for damages?",
          "The probability of drawing two red balls",
          "Compute the derivative of the sine function",
          "The French Revolution began in 1789",
          "Napoleon was defeated at Waterloo",
          "Translate this sentence into German",
          "How do you say thank you in Japanese?",
          "Interest rates rose and the market fell",
          "The central bank fights inflation");

  @Test
  void of_likeAndUnlikeSentences_tellsThemApart() {
    float[] sort = ENCODER.embedding(SENTENCES.get(0));
    float[] order = ENCODER.embedding(SENTENCES.get(1));
    float[] bread = ENCODER.embedding(SENTENCES.get(2));

    assertThat(cosine(sort, order)).isGreaterThan(cosine(sort, bread) + 0.2);
    assertThat(cosine(sort, sort)).isCloseTo(1, within(1e-5));
  }

  @Test
  void of_emptyText_isZero() {
    assertThat(ENCODER.embedding(" ")).containsOnly(0f);
  }

  @Test
  void of_repeatedWords_countOnce() {
    assertThat(ENCODER.embedding("tomato tomato soup"))
        .containsExactly(ENCODER.embedding("tomato soup"));
  }

  /// The table is a likeness of the sentence encoder it was distilled from: over the 120 pairs of
  /// sentences the cosines of both correlate, by .51 when this was written. With 120 pairs that are
  /// unrelated a correlation beyond .3 has odds below one in 1,000.
  @Test
  void of_pairsOfSentences_agreesWithMiniLm() {
    double[][] cosines = new double[2][];
    cosines[0] = pairs(SENTENCES.stream().map(ENCODER::embedding).toList());
    try (var model = new MiniLm(1)) {
      cosines[1] = pairs(SENTENCES.stream().map(text -> miniLm(model, text)).toList());
    }

    assertThat(correlation(cosines[0], cosines[1])).isGreaterThan(0.4);
  }

  private static float[] miniLm(MiniLm model, String text) {
    var pieces = new WordPiece.Pieces(Encoder.PIECES);
    ENCODER.read(text, pieces);
    long[] ids = new long[pieces.size() + 2];
    ids[0] = 101;
    ids[ids.length - 1] = 102;
    for (int i = 0; i < pieces.size(); i++) {
      ids[i + 1] = pieces.id(i);
    }
    return model.embed(new long[][] {ids})[0];
  }

  private static double[] pairs(List<float[]> vectors) {
    return IntStream.range(0, vectors.size())
        .boxed()
        .flatMapToDouble(
            i -> IntStream.range(0, i).mapToDouble(j -> cosine(vectors.get(i), vectors.get(j))))
        .toArray();
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static double correlation(double[] x, double[] y) {
    double mx = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
    double my = IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i] - my) * (y[i] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void pieces_ofTheModel_areThoseOfTheBuiltVocabulary() {
    assertThat(MiniLm.pieces())
        .isEqualTo(
            new String(MiniLm.resource(Distillation.VOCABULARY), StandardCharsets.UTF_8)
                .lines()
                .toList());
  }
}
