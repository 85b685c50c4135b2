package dev.pointsman.router.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Languages in Latin letters by words that are common in one and rare in the others. A word that
/// two of them have counts for both.
final class CommonWords {

  private static final int FEWEST = 2;
  private static final double LEAST_SHARE = 0.1;

  private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();

  static {
    put(
        "en",
        "the of and is to in that it for what are with this how you be which from if as has have"
            + " many on at by an his her they does do was were will each your who more than write"
            + " function");
    put(
        "de",
        "der die das und ist nicht ein eine zu mit wie ich den auf f\u00fcr von was im wann wird"
            + " werden sind");
    put(
        "fr",
        "le la les des est et une pour dans que qui pas vous je sur avec du quel ce ces cette");
    put("es", "el los las una es por para que con del como qu\u00e9 en se cu\u00e1l lo un");
    put("it", "il che di non una per sono con gli del della come si nel cosa un la dal");
    put("pt", "os uma n\u00e3o para com do da em que como por um se mais qual dos");
    put("nl", "de het een van en niet is dat op te voor met zijn ik hoe wat aan naar");
    put("pl", "nie jest na do \u017ce si\u0119 jak to czy co dla od jakie jaka oraz mo\u017cna");
    put(
        "sv",
        "och att det som en p\u00e5 \u00e4r av f\u00f6r med inte ett jag hur vad till den kan");
    put(
        "tr",
        "bir ve bu i\u00e7in ne nas\u0131l de\u011fil ile olan mi \u00e7ok daha gibi olarak kadar"
            + " var da en");
    put("id", "yang dan di untuk dengan ini itu adalah tidak dari apa bagaimana pada saya ke akan");
    put(
        "vi",
        "l\u00e0 c\u1ee7a v\u00e0 c\u00f3 kh\u00f4ng m\u1ed9t cho trong \u0111\u01b0\u1ee3c"
            + " nh\u1eefng c\u00e1c v\u1edbi t\u00f4i n\u00e0y g\u00ec \u0111\u1ec3");
    put(
        "cs",
        "je se na \u017ee to jak pro jsou kter\u00fd kter\u00e9 ale jako co nebo by p\u0159i");
  }

  private CommonWords() {}

  private static void put(String language, String words) {
    for (String word : words.split(" ", -1)) {
      WORDS.computeIfAbsent(word, first -> new ArrayList<>()).add(language);
    }
  }

  /// The one whose words are most among the text's; empty where they are few, or two are equal.
  static Optional<String> language(String text) {
    Map<String, Integer> found = new LinkedHashMap<>();
    int words = 0;
    int start = -1;
    for (int at = 0; at <= text.length(); at++) {
      boolean isLetter = at < text.length() && Character.isLetter(text.charAt(at));
      if (isLetter && start < 0) {
        start = at;
      } else if (!isLetter && start >= 0) {
        words++;
        String word = text.substring(start, at).toLowerCase(Locale.ROOT);
        WORDS.getOrDefault(word, List.of()).forEach(one -> found.merge(one, 1, Integer::sum));
        start = -1;
      }
    }
    return most(found, words);
  }

  private static Optional<String> most(Map<String, Integer> found, int words) {
    String best = "";
    int hits = 0;
    boolean isShared = false;
    for (Map.Entry<String, Integer> one : found.entrySet()) {
      if (one.getValue() > hits) {
        best = one.getKey();
        hits = one.getValue();
        isShared = false;
      } else if (one.getValue() == hits) {
        isShared = true;
      }
    }
    boolean isTold = hits >= FEWEST && hits >= LEAST_SHARE * words && !isShared;
    return isTold ? Optional.of(best) : Optional.empty();
  }
}
