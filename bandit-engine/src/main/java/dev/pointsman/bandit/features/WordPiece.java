package dev.pointsman.bandit.features;

/// BERT's uncased word-piece tokenizer: split at white space and punctuation, fold case and
/// accents, then cut each word into the longest known pieces, left to right.
///
/// No special tokens are added, and `[SEP]` in a text is text. A word of more than 100 code points,
/// or with a part that no piece covers, becomes `[UNK]`. O(characters) for ordinary words; nothing
/// is allocated for code points below U+3000. Immutable, any thread; the `Pieces` it fills is not
/// shared. Source: Devlin et al. 2019 (BERT) and the reference tokenizer published with it.
final class WordPiece {

  private static final int LONGEST_WORD = 100;

  private final Vocabulary vocabulary;

  WordPiece(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// A growing list of piece ids with a limit, and the room to make it in.
  static final class Pieces {
    private final int[] ids;
    private final char[] word = new char[2 * LONGEST_WORD + 8];
    private final int[] hashes = new int[2 * LONGEST_WORD + 8];
    private int size;
    private int length;
    private int codePoints;
    private int unread;

    Pieces(int limit) {
      ids = new int[limit];
    }

    int size() {
      return size;
    }

    int id(int index) {
      return ids[index];
    }

    /// Code points of words too long to be cut, each of them one `[UNK]`.
    int unread() {
      return unread;
    }

    void clear() {
      size = 0;
      unread = 0;
    }
  }

  /// Appends the pieces of `text[from, to)` until `limit` pieces are held in all; returns the index
  /// of the first character not read.
  int encode(String text, int from, int to, Pieces out, int limit) {
    int room = Math.min(limit, out.ids.length);
    startWord(out);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      switch (Letters.kind(c)) {
        case Letters.LETTER -> append(Letters.folded(c), out);
        case Letters.SPACE -> endWord(out, room);
        case Letters.ALONE -> {
          endWord(out, room);
          append(Letters.folded(c), out);
          endWord(out, room);
        }
        case Letters.SEVERAL -> {
          int codePoint = text.codePointAt(i);
          several(codePoint, out, room);
          i += Character.charCount(codePoint) - 1;
        }
        default -> {}
      }
      if (out.size >= room) {
        return i + 1;
      }
    }
    endWord(out, room);
    return to;
  }

  private void several(int codePoint, Pieces out, int room) {
    String folded = Letters.fold(codePoint);
    boolean ideograph = Letters.isIdeograph(codePoint);
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      if (Letters.isSpace(c)) {
        endWord(out, room);
      } else {
        boolean alone = ideograph || Letters.isPunctuation(c);
        if (alone) {
          endWord(out, room);
        }
        append(c, out);
        if (alone) {
          endWord(out, room);
        }
      }
      i += Character.charCount(c);
    }
  }

  private static void append(int codePoint, Pieces out) {
    if (++out.codePoints <= LONGEST_WORD) {
      out.length += Character.toChars(codePoint, out.word, out.length);
    }
  }

  private static void append(char letter, Pieces out) {
    if (++out.codePoints <= LONGEST_WORD) {
      out.word[out.length++] = letter;
    }
  }

  private static void startWord(Pieces out) {
    out.length = 0;
    out.codePoints = 0;
  }

  private void endWord(Pieces out, int room) {
    if (out.codePoints > LONGEST_WORD) {
      out.unread += out.codePoints;
      add(vocabulary.unknown(), out, room);
    } else if (out.length > 0) {
      cut(out, room);
    }
    startWord(out);
  }

  private void cut(Pieces out, int room) {
    int before = out.size;
    int from = 0;
    while (from < out.length) {
      int to = Math.min(out.length, from + vocabulary.longest());
      int hash = Vocabulary.seed(from > 0);
      for (int i = from; i < to; i++) {
        hash = Vocabulary.extend(hash, out.word[i]);
        out.hashes[i] = hash;
      }
      int id = -1;
      while (to > from) {
        id = vocabulary.find(out.word, from, to, out.hashes[to - 1]);
        if (id >= 0) {
          break;
        }
        to--;
      }
      if (id < 0) {
        out.size = before;
        add(vocabulary.unknown(), out, room);
        return;
      }
      add(id, out, room);
      from = to;
    }
  }

  private static void add(int id, Pieces out, int room) {
    if (out.size < room) {
      out.ids[out.size++] = id;
    }
  }
}
