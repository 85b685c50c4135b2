package dev.pointsman.bandit.features;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The ways from a text to a vector: sums of distilled word-piece vectors (the default), feature
/// hashing (no weights at all), or the sentence encoder itself (a neural network at run time).
public enum Embedding {
  STATIC,
  HASHED,
  MINILM;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Embedding::label).toList();
  }

  /// Of a label; IllegalArgumentException with a message for users when there is none such.
  public static Embedding of(String label) {
    return Arrays.stream(values())
        .filter(e -> e.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no embedding '" + label + "'; give one of " + labels()));
  }

  /// Loads it. IllegalArgumentException when the model of `minilm` is not at hand.
  Encoder encoder() {
    List<String> pieces = Featurizers.pieces();
    return new Encoder(
        pieces,
        switch (this) {
          case STATIC -> new StaticEmbedding(PieceTable.read(MiniLm.resource(Distillation.TABLE)));
          case HASHED -> new HashedEmbedding();
          case MINILM -> MiniLmEmbedding.load();
        });
  }

  /// The bytes that decide what vector a text has; they go into the schema's hash.
  byte[][] ingredients() {
    byte[] vocabulary = MiniLm.resource(Distillation.VOCABULARY);
    return switch (this) {
      case STATIC -> new byte[][] {vocabulary, MiniLm.resource(Distillation.TABLE)};
      case HASHED -> new byte[][] {vocabulary, Featurizers.utf8(HashedEmbedding.VERSION)};
      case MINILM -> new byte[][] {vocabulary, MiniLmEmbedding.model()};
    };
  }
}
