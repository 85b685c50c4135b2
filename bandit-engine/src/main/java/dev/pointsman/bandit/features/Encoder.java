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

  /// Of what is no word (base64, hashes, a script without spaces) a model makes a token of about
  /// two characters.
  private static final int CHARACTERS_A_TOKEN = 2;

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
      return extrapolated(tokens(pieces), end, length);
    }
    int end = tokenizer.encode(text, 0, length - TAIL_CHARACTERS, pieces, HEAD);
    int tokens = extrapolated(tokens(pieces), end, length);
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

  private static long tokens(WordPiece.Pieces pieces) {
    return (long) pieces.size() + pieces.unread() / CHARACTERS_A_TOKEN;
  }

  private static int extrapolated(long tokens, int read, int length) {
    return (int) Math.min(Integer.MAX_VALUE, read >= length ? tokens : tokens * length / read);
  }
}
