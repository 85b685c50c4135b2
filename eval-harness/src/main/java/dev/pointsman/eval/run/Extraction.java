package dev.pointsman.eval.run;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Finds the final answer in what a model wrote. Empty where there is none to be found.
final class Extraction {

  private static final Pattern SAID =
      Pattern.compile("(?i)answer\\s*(?:is|:)?\\s*[:*\\s(\\[{$\\\\boxed]*([A-Z])(?![A-Za-z])");
  private static final Pattern ALONE = Pattern.compile("(?m)^[\\s*(\\[]*([A-Z])[\\s*)\\].:]*$");
  private static final Pattern BRACKETED = Pattern.compile("[(\\[{]([A-Z])[)\\]}]");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
  private static final Pattern FENCE = Pattern.compile("(?s)```[A-Za-z0-9]*\\s*\\n(.*?)(?:```|$)");
  private static final Pattern ARTICLES = Pattern.compile("\\b(?:a|an|the)\\b");
  private static final int MOST_DIGITS = 60;

  private Extraction() {}

  /// The letter of an option: what is said to be the answer last, else a letter on a line of its
  /// own or in brackets.
  static Optional<String> letter(String text) {
    String said = text.replaceAll("\\\\boxed|\\\\text", " ");
    for (Pattern pattern : List.of(SAID, ALONE, BRACKETED)) {
      Optional<String> last =
          pattern.matcher(said).results().map(match -> match.group(1)).reduce((a, b) -> b);
      if (last.isPresent()) {
        return last.map(letter -> letter.toUpperCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  /// The last number, without commas and needless zeros.
  static Optional<BigDecimal> number(String text) {
    return NUMBER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(digits -> digits.length() <= MOST_DIGITS)
        .reduce((a, b) -> b)
        .map(digits -> new BigDecimal(digits.replace(",", "")).stripTrailingZeros());
  }

  /// The last line that says something, without what does not matter for equality.
  static String plain(String text) {
    String last = text.strip().lines().reduce("", (a, b) -> b.isBlank() ? a : b);
    String words = last.toLowerCase(Locale.ROOT).replaceFirst("^.*\\banswer(?: is)?\\s*:?\\s+", "");
    return ARTICLES
        .matcher(words.replaceAll("[\\p{Punct}&&[^+\\-/%<>=]]", " "))
        .replaceAll(" ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /// The longest code block, or everything where there is none.
  static String code(String text) {
    return FENCE
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .reduce((a, b) -> b.length() > a.length() ? b : a)
        .orElse(text);
  }
}
