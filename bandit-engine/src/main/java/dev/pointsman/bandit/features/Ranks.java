package dev.pointsman.bandit.features;

/// What a word piece weighs: the logarithm of its rank in the vocabulary, which is ordered by
/// frequency.
///
/// Special and unused pieces weigh nothing. Immutable, any thread. Source: model2vec (Tulkens and
/// van Dongen 2024), which weighs by rank under Zipf's law.
final class Ranks {

  /// Ids below are special and unused pieces.
  static final int FIRST_CHARACTER = 999;

  private static final int FIRST_WORD = 1996;
  private static final double LEAST_RANK = 100;

  private final float[] ranks;

  Ranks(int pieces) {
    ranks = new float[pieces];
    for (int id = FIRST_CHARACTER; id < ranks.length; id++) {
      ranks[id] = (float) StrictMath.log(LEAST_RANK + Math.max(0, id - FIRST_WORD));
    }
  }

  int size() {
    return ranks.length;
  }

  float of(int id) {
    return ranks[id];
  }

  /// The mean over all pieces: high for rare words.
  float rarity(WordPiece.Pieces pieces) {
    float sum = 0;
    for (int i = 0; i < pieces.size(); i++) {
      sum += ranks[pieces.id(i)];
    }
    return sum / Math.max(1, pieces.size());
  }
}
