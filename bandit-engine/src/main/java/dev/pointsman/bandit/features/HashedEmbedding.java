package dev.pointsman.bandit.features;

/// Signed feature hashing: each different word of a text, and each different run of 3 to 5
/// characters in it, adds one to a place or takes one off; place and sign are bits of its hash. The
/// sum is scaled to length 1.
///
/// Needs no weights. Runs weigh less the more of them a word has, so that a word counts about as
/// much as its parts. What goes on for more than 40 characters without a space, as Thai does, is
/// read as words of 40. Reads the first 2,048 and the last 560 characters of a long text, which
/// fill less than half of the memory of hashes seen. The hash is fixed for ever by `VERSION`.
/// Immutable, any thread; some ten nanoseconds a run. Source: Weinberger et al. 2009.
final class HashedEmbedding implements TextEmbedding {

  static final String VERSION = "hashed 2, 512 places, words and 3 to 5 characters";

  private static final int DIMENSION = 512;
  private static final int HEAD = 2_048;
  private static final int TAIL = 560;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;
  private static final int LONGEST_WORD = 40;
  private static final int WORD_SEED = 0x3C6EF372;
  private static final int RUN_SEED = 0x1B873593;

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public float[] of(String text, WordPiece.Pieces pieces) {
    var sum = new Sum();
    if (text.length() <= HEAD + TAIL) {
      sum.read(text, 0, text.length());
    } else {
      sum.read(text, 0, HEAD);
      sum.read(text, text.length() - TAIL, text.length());
    }
    return TextEmbedding.unit(sum.values);
  }

  /// The vector in the making, the word being read between `<` and `>`, and a bit per hash seen.
  private static final class Sum {
    private final float[] values = new float[DIMENSION];
    private final long[] seen = new long[1 << 10];
    private final char[] word = new char[LONGEST_WORD + 2];
    private int length;

    private void read(String text, int from, int to) {
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        switch (Letters.kind(c)) {
          case Letters.LETTER -> append(Letters.folded(c));
          case Letters.SPACE -> endWord();
          case Letters.ALONE -> alone(Letters.folded(c));
          case Letters.SEVERAL -> {
            int codePoint = text.codePointAt(i);
            several(codePoint);
            i += Character.charCount(codePoint) - 1;
          }
          default -> {}
        }
      }
      endWord();
    }

    private void several(int codePoint) {
      String folded = Letters.fold(codePoint);
      boolean ideograph = Letters.isIdeograph(codePoint);
      for (int i = 0; i < folded.length(); i++) {
        char c = folded.charAt(i);
        if (Letters.isSpace(c)) {
          endWord();
        } else if (Letters.isPunctuation(c)) {
          alone(c);
        } else {
          append(c);
        }
      }
      if (ideograph) {
        endWord();
      }
    }

    private void alone(char c) {
      endWord();
      append(c);
      endWord();
    }

    private void append(char c) {
      if (length == LONGEST_WORD) {
        endWord();
      }
      word[++length] = c;
    }

    private void endWord() {
      if (length == 0) {
        return;
      }
      word[0] = '<';
      word[length + 1] = '>';
      int end = length + 2;
      int whole = WORD_SEED;
      for (int i = 1; i <= length; i++) {
        whole = Vocabulary.extend(whole, word[i]);
      }
      add(whole, 1);
      if (end > SHORTEST) {
        float weight = (float) (1 / Math.sqrt(3.0 * (end - SHORTEST)));
        for (int from = 0; from + SHORTEST <= end; from++) {
          runs(from, end, weight);
        }
      }
      length = 0;
    }

    private void runs(int from, int end, float weight) {
      int hash = RUN_SEED;
      for (int i = from; i < Math.min(end, from + LONGEST); i++) {
        hash = Vocabulary.extend(hash, word[i]);
        if (i - from + 1 >= SHORTEST) {
          add(hash, weight);
        }
      }
    }

    /// Mixes the bits as MurmurHash3 ends, then uses apart those for place, sign and memory.
    private void add(int hash, float weight) {
      int h = hash;
      h = (h ^ h >>> 16) * 0x85EBCA6B;
      h = (h ^ h >>> 13) * 0xC2B2AE35;
      h ^= h >>> 16;
      int bit = h & 0xFFFF;
      if ((seen[bit >> 6] & 1L << bit) == 0) {
        seen[bit >> 6] |= 1L << bit;
        values[h >>> 16 & DIMENSION - 1] += h < 0 ? -weight : weight;
      }
    }
  }
}
