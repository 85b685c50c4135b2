package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.Outcome;
import org.jspecify.annotations.Nullable;

/// Outcomes of logs that hold texts but no token counts: a token is taken for four characters.
final class Tokens {

  private static final int CHARACTERS = 4;

  private Tokens() {}

  static double of(String text) {
    return Math.max(1, text.length() / CHARACTERS);
  }

  static Outcome outcome(double score, String prompt, String reply, @Nullable String answer) {
    return new Outcome(score, of(prompt), of(reply), Double.NaN, Double.NaN, answer, true);
  }
}
