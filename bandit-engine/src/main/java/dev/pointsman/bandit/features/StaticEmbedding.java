package dev.pointsman.bandit.features;

/// The embedding of a text: the weighted sum of the vectors of its different word pieces, scaled to
/// length 1.
///
/// A piece weighs its rank's logarithm, however often it occurs. Immutable, any thread. Source:
/// model2vec (Tulkens and van Dongen 2024).
final class StaticEmbedding implements TextEmbedding {

  private final PieceTable table;
  private final Ranks ranks;

  StaticEmbedding(PieceTable table) {
    this.table = table;
    ranks = new Ranks(table.rows());
  }

  @Override
  public int dimension() {
    return table.dimension();
  }

  @Override
  public float[] of(String text, WordPiece.Pieces pieces) {
    float[] sum = new float[table.dimension()];
    long[] seen = new long[(ranks.size() >> 6) + 1];
    for (int i = 0; i < pieces.size(); i++) {
      int id = pieces.id(i);
      if ((seen[id >> 6] & 1L << id) == 0) {
        seen[id >> 6] |= 1L << id;
        table.addTo(sum, id, ranks.of(id));
      }
    }
    return TextEmbedding.unit(sum);
  }
}
