package dev.pointsman.bandit.features;

/// From a text, and the word pieces read of it, to a vector of length 1; the zero vector when
/// nothing was read. Any thread.
interface TextEmbedding {

  int dimension();

  /// `pieces` are those of `text`, at most `Encoder.PIECES` of them.
  float[] of(String text, WordPiece.Pieces pieces);

  /// Scales a vector to length 1, in place; leaves zero as it is.
  static float[] unit(float[] vector) {
    float squares = 0;
    for (float v : vector) {
      squares += v * v;
    }
    if (squares > 0) {
      float length = (float) Math.sqrt(squares);
      for (int d = 0; d < vector.length; d++) {
        vector[d] /= length;
      }
    }
    return vector;
  }
}
