package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.Shown;
import java.util.Locale;

/// Reads how good an answer was: true, false, or a number in 0..1.
public final class Scores {

  private Scores() {}

  public static double parse(String where, String column, String text) {
    String bare = text.strip().toLowerCase(Locale.ROOT);
    double score =
        switch (bare) {
          case "true" -> 1;
          case "false" -> 0;
          default -> number(bare);
        };
    if (!(score >= 0 && score <= 1)) {
      throw new BadInputException(
          where,
          column + " must be True, False or a score in 0..1, was " + Shown.number(bare),
          "correct or scale it");
    }
    return score;
  }

  /// NaN when it is none.
  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
