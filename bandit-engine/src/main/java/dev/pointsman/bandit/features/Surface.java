package dev.pointsman.bandit.features;

import java.util.List;

/// Features of a prompt's shape and difficulty that need no model of language: each is scaled by
/// fixed constants and cut off so that all lie in [-1, 1].
///
/// Immutable, any thread.
final class Surface {

  static final List<String> NAMES =
      List.of(
          "length",
          "numbers",
          "maths",
          "code",
          "options",
          "longest_option",
          "negation",
          "steps",
          "rarity",
          "non_ascii",
          "turns",
          "tools",
          "images",
          "structure");

  private static final List<String> NEGATIONS =
      List.of(
          "not",
          "except",
          "never",
          "false",
          "incorrect",
          "least",
          "cannot",
          "neither",
          "nor",
          "without",
          "unless",
          "none",
          "wrong",
          "untrue",
          "no");

  private static final List<String> STEPS =
      List.of(
          "then",
          "after",
          "before",
          "each",
          "every",
          "total",
          "per",
          "twice",
          "half",
          "if",
          "suppose",
          "given",
          "assume",
          "find",
          "calculate",
          "determine",
          "compute",
          "prove",
          "remaining",
          "more",
          "less",
          "than",
          "how",
          "many",
          "much",
          "following",
          "statement",
          "statements",
          "both",
          "step",
          "steps");

  private static final byte NEGATION = 1;
  private static final byte STEP = 2;

  private final byte[] flags;

  Surface(List<String> pieces) {
    flags = new byte[pieces.size()];
    for (int id = 0; id < flags.length; id++) {
      if (NEGATIONS.contains(pieces.get(id))) {
        flags[id] = NEGATION;
      } else if (STEPS.contains(pieces.get(id))) {
        flags[id] = STEP;
      }
    }
  }

  /// Writes `NAMES.size()` values to `out` from `at`; `rarity` is the mean logarithm of the pieces'
  /// ranks.
  void write(Prompt prompt, WordPiece.Pieces pieces, float rarity, float[] out, int at) {
    Characters text = Characters.of(prompt.text());
    int negations = 0;
    int steps = 0;
    for (int i = 0; i < pieces.size(); i++) {
      int flag = flags[pieces.id(i)];
      negations += flag & NEGATION;
      steps += (flag & STEP) >> 1;
    }
    double characters = Math.max(1, text.read());
    double words = Math.max(1, pieces.size());
    double[] values = {
      (StrictMath.log(characters) - 5.7) / 2.6,
      (StrictMath.log(1 + text.numbers()) - 1) / 4,
      8 * text.maths() / characters - 0.2,
      8 * text.code() / characters - 0.2,
      text.options() / 10.0 - 0.4,
      StrictMath.log(1 + text.longestOption()) / 6 - 0.4,
      negations / (negations + 1.5) - 0.2,
      steps / (steps + 0.6 * Math.sqrt(words)) - 0.4,
      pieces.size() == 0 ? 0 : (rarity - 6.1) / 1.5,
      2 * text.nonAscii() / characters,
      (prompt.turns() - 1) / (prompt.turns() + 2.0),
      prompt.hasTools() ? 1 : 0,
      prompt.hasImages() ? 1 : 0,
      prompt.wantsStructure() ? 1 : 0
    };
    for (int i = 0; i < values.length; i++) {
      out[at + i] = (float) Math.clamp(values[i], -1, 1);
    }
  }
}
