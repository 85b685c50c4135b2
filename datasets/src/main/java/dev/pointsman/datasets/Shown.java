package dev.pointsman.datasets;

import java.util.Collection;
import java.util.stream.Collectors;

/// What a complaint may repeat of its input: names and numbers, never text that could be a prompt
/// in the wrong column.
public final class Shown {

  private static final int LONGEST = 80;

  private Shown() {}

  /// A text that can be a name (80 characters without white space at most), else its length.
  public static String name(String text) {
    boolean isName = text.length() <= LONGEST && text.chars().noneMatch(Shown::isGap);
    return isName ? text : "(" + text.length() + " characters)";
  }

  public static String names(Collection<String> texts) {
    return texts.isEmpty()
        ? "none"
        : texts.stream().map(Shown::name).collect(Collectors.joining(", "));
  }

  /// `1.2` of a number, else `a text`.
  public static String number(String text) {
    try {
      return Double.toString(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      return "a text";
    }
  }

  private static boolean isGap(int character) {
    return Character.isWhitespace(character) || Character.isISOControl(character);
  }
}
