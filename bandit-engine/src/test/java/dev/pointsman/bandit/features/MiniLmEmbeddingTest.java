package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MiniLmEmbeddingTest {

  /// The tokenizer file that comes with the model cuts at 128.
  @Test
  void tokens_longText_are512WithTheTextsEnd() {
    Encoder encoder = Embedding.HASHED.encoder();
    var pieces = new WordPiece.Pieces(Encoder.PIECES);
    encoder.read("up ".repeat(3_000) + "zebra", pieces);
    long[] tokens = MiniLmEmbedding.tokens(pieces);

    assertThat(tokens).hasSizeBetween(500, 512);
    assertThat(tokens[0]).isEqualTo(101);
    assertThat(tokens[tokens.length - 1]).isEqualTo(102);
    assertThat(tokens[tokens.length - 2]).isEqualTo(pieces.id(pieces.size() - 1));
  }

  @Test
  void of_paraphrase_liesNearerThanAnotherTopic() {
    Encoder encoder = Embedding.MINILM.encoder();
    float[] one = encoder.embedding("How do I sort a list in Java?");
    float[] same = encoder.embedding("What is the way to order an array on the JVM?");
    float[] other = encoder.embedding("My favourite recipe for banana bread");

    assertThat(dot(one, one)).isCloseTo(1, within(1e-4));
    assertThat(dot(one, same)).isGreaterThan(dot(one, other) + 0.3);
    assertThat(encoder.embedding("")).containsOnly(0f);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
