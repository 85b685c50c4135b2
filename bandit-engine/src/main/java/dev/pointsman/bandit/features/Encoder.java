package dev.pointsman.bandit.features;

import java.util.List;

/// From a text to word pieces to an embedding: what fitting and serving have in common.
///
/// Reads at most `PIECES` pieces of a long text, its beginning and its end. Immutable, any thread.
final class Encoder implements Embedder {

  /// Pieces read of one text.
  static final int PIECES = 512;

  /// Of them, at most that many of the beginning of a text that is longer.
  static final int HEAD = 384;

  private static final int TAIL_CHARACTERS = 560;
  private static final int FEW_CHARACTERS_A_PIECE = 4;

  private final WordPiece tokenizer;
  private final TextEmbedding embedding;
  private final Ranks ranks;

  Encoder(List<String> vocabulary, TextEmbedding embedding) {
    tokenizer = new WordPiece(new Vocabulary(vocabulary));
    ranks = new Ranks(vocabulary.size());
    this.embedding = embedding;
  }

  /// Fills `pieces`; returns how many the whole text has, estimated by characters beyond the limit.
  int read(String text, WordPiece.Pieces pieces) {
    int length = text.length();
    if (length <= PIECES * FEW_CHARACTERS_A_PIECE) {
      int end = tokenizer.encode(text, 0, length, pieces, PIECES);
      return extrapolated(pieces.size(), end, length);
    }
    int end = tokenizer.encode(text, 0, length - TAIL_CHARACTERS, pieces, HEAD);
    int tokens = extrapolated(pieces.size(), end, length);
    tokenizer.encode(text, length - TAIL_CHARACTERS, length, pieces, PIECES);
    return tokens;
  }

  float[] embedding(String text, WordPiece.Pieces pieces) {
    return embedding.of(text, pieces);
  }

  @Override
  public float[] embedding(String text) {
    var pieces = new WordPiece.Pieces(PIECES);
    read(text, pieces);
    return embedding.of(text, pieces);
  }

  float rarity(WordPiece.Pieces pieces) {
    return ranks.rarity(pieces);
  }

  @Override
  public int dimension() {
    return embedding.dimension();
  }

  private static int extrapolated(int pieces, int read, int length) {
    return read >= length
        ? pieces
        : (int) Math.min(Integer.MAX_VALUE, (long) pieces * length / read);
  }
}
