package dev.pointsman.bandit.features;

/// The embedding of a text: the weighted sum of the vectors of its different word pieces, scaled to
/// length 1.
///
/// A piece weighs the logarithm of its rank in the vocabulary, which is ordered by frequency,
/// however often it occurs. An empty text has the zero vector. Immutable, any thread. Source:
/// model2vec (Tulkens and van Dongen 2024), which weighs by rank under Zipf's law.
final class StaticEmbedding {

  /// Ids below are special and unused pieces.
  static final int FIRST_CHARACTER = 999;

  private static final int FIRST_WORD = 1996;
  private static final double LEAST_RANK = 100;

  private final PieceTable table;
  private final float[] ranks;

  StaticEmbedding(PieceTable table) {
    this.table = table;
    ranks = new float[table.rows()];
    for (int id = FIRST_CHARACTER; id < ranks.length; id++) {
      ranks[id] = (float) StrictMath.log(LEAST_RANK + Math.max(0, id - FIRST_WORD));
    }
  }

  int dimension() {
    return table.dimension();
  }

  float[] of(WordPiece.Pieces pieces) {
    float[] sum = new float[table.dimension()];
    long[] seen = new long[(ranks.length >> 6) + 1];
    for (int i = 0; i < pieces.size(); i++) {
      int id = pieces.id(i);
      if ((seen[id >> 6] & 1L << id) == 0) {
        seen[id >> 6] |= 1L << id;
        table.addTo(sum, id, ranks[id]);
      }
    }
    scale(sum);
    return sum;
  }

  /// The mean over all pieces of the logarithm of their rank: high for rare words.
  float rarity(WordPiece.Pieces pieces) {
    float sum = 0;
    for (int i = 0; i < pieces.size(); i++) {
      sum += ranks[pieces.id(i)];
    }
    return sum / Math.max(1, pieces.size());
  }

  private static void scale(float[] sum) {
    float squares = 0;
    for (float v : sum) {
      squares += v * v;
    }
    if (squares > 0) {
      float length = (float) Math.sqrt(squares);
      for (int d = 0; d < sum.length; d++) {
        sum[d] /= length;
      }
    }
  }
}
