package dev.pointsman.feedback.judge;

import java.util.Locale;

/// Texts as JSON strings of printable ASCII and letters, on one line, without angle brackets.
final class Quoted {

  private Quoted() {}

  static String text(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (isPlain(text, i)) {
            quoted.append(c);
          } else {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /// Whether a character shows and cannot be taken for a mark: no control, no format character
  /// (which hide or turn text around), no line or paragraph separator, no bracket of a control
  /// token, no half of a pair.
  private static boolean isPlain(String text, int at) {
    char c = text.charAt(at);
    if (Character.isSurrogate(c)) {
      return isPaired(text, at) && !isHidden(text.codePointAt(at - (isLow(c) ? 1 : 0)));
    }
    return c != '<' && c != '>' && !isHidden(c);
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static boolean isPaired(String text, int at) {
    return isLow(text.charAt(at))
        ? at > 0 && Character.isHighSurrogate(text.charAt(at - 1))
        : at + 1 < text.length() && isLow(text.charAt(at + 1));
  }

  private static boolean isLow(char c) {
    return Character.isLowSurrogate(c);
  }
}
