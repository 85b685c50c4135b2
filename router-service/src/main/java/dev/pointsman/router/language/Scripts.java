package dev.pointsman.router.language;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How many letters of each script a text has.
record Scripts(Map<UnicodeScript, Integer> letters, boolean isUkrainian) {

  /// A prompt may quote English, code and names: so much of another script makes it the other's.
  private static final double ENOUGH = 0.3;

  private static final String UKRAINIAN = "\u0456\u0457\u0454\u0491"; // i, yi, ye, g with upturn

  static Scripts of(String text) {
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    boolean isUkrainian = false;
    for (int at = 0; at < text.length(); ) {
      int letter = text.codePointAt(at);
      at += Character.charCount(letter);
      if (letter < 'A' || !Character.isLetter(letter)) {
        continue;
      }
      UnicodeScript script = letter < 0x80 ? UnicodeScript.LATIN : UnicodeScript.of(letter);
      letters.merge(script, 1, Integer::sum);
      isUkrainian |= UKRAINIAN.indexOf(Character.toLowerCase(letter)) >= 0;
    }
    return new Scripts(letters, isUkrainian);
  }

  boolean isLatin() {
    int latin = count(UnicodeScript.LATIN);
    int all = letters.values().stream().mapToInt(Integer::intValue).sum();
    return all - latin < ENOUGH * all;
  }

  /// By the script that has the most letters beside Latin.
  Optional<String> language() {
    if (count(UnicodeScript.HIRAGANA) + count(UnicodeScript.KATAKANA) > 0) {
      return Optional.of("ja");
    }
    return letters.entrySet().stream()
        .filter(script -> script.getKey() != UnicodeScript.LATIN)
        .max(Map.Entry.comparingByValue())
        .flatMap(script -> language(script.getKey()));
  }

  private Optional<String> language(UnicodeScript script) {
    return switch (script) {
      case HAN -> Optional.of("zh");
      case HANGUL -> Optional.of("ko");
      case CYRILLIC -> Optional.of(isUkrainian ? "uk" : "ru");
      case ARABIC -> Optional.of("ar");
      case HEBREW -> Optional.of("he");
      case GREEK -> Optional.of("el");
      case DEVANAGARI -> Optional.of("hi");
      case BENGALI -> Optional.of("bn");
      case TAMIL -> Optional.of("ta");
      case TELUGU -> Optional.of("te");
      case THAI -> Optional.of("th");
      default -> Optional.empty();
    };
  }

  private int count(UnicodeScript script) {
    return letters.getOrDefault(script, 0);
  }
}
