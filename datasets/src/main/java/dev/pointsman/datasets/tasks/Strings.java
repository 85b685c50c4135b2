package dev.pointsman.datasets.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Edits of a short text, word by word.
final class Strings implements TaskSource {

  @Override
  public Puzzle next(Draw draw, Difficulty difficulty) {
    return switch (difficulty) {
      case EASY -> draw.chance(0.5) ? replace(draw) : upper(draw);
      case MEDIUM -> draw.chance(0.5) ? reverse(draw) : distinct(draw);
      case HARD -> chain(draw);
    };
  }

  private static Puzzle replace(Draw draw) {
    List<String> words = draw.some(Words.PLAIN, 7);
    String old = words.get(draw.between(1, 5));
    String fresh = words.get(6);
    List<String> text = words.subList(0, 6);
    String before = String.join(" ", text);
    String after = before.replace(old, fresh);
    String prompt =
        draw.of(
            "Replace the word \"%s\" with \"%s\" in: %s".formatted(old, fresh, before),
            "In the text \"%s\", swap %s for %s. Return the text only."
                .formatted(before, old, fresh),
            "Rewrite this line with %s in place of %s: %s".formatted(fresh, old, before));
    return new Puzzle(prompt, after, List.of(before, after.replace(fresh, fresh + " " + old)));
  }

  private static Puzzle upper(Draw draw) {
    List<String> words = draw.some(Words.PLAIN, 5);
    String before = String.join(" ", words);
    String after = String.join("-", words);
    String prompt =
        draw.of(
            "Join these words with hyphens: " + before,
            "Turn \"" + before + "\" into one hyphenated slug.",
            "Make a URL slug, words joined by \"-\", from: " + before);
    return new Puzzle(
        prompt,
        after,
        List.of(String.join("_", words), String.join("-", words.subList(0, 4)), before));
  }

  private static Puzzle reverse(Draw draw) {
    List<String> words = draw.some(Words.PLAIN, draw.between(6, 8));
    List<String> turned = new ArrayList<>(words);
    Collections.reverse(turned);
    List<String> slipped = new ArrayList<>(turned);
    Collections.swap(slipped, 2, 3);
    String before = String.join(" ", words);
    String prompt =
        draw.of(
            "Reverse the order of the words: " + before,
            "Write these words from last to first: " + before,
            "Return the sentence \"" + before + "\" with its word order reversed.");
    return new Puzzle(
        prompt,
        String.join(" ", turned),
        List.of(String.join(" ", slipped), String.join(" ", turned.subList(1, turned.size()))));
  }

  private static Puzzle distinct(Draw draw) {
    List<String> words = draw.some(Words.PLAIN, 5);
    List<String> doubled = new ArrayList<>(words);
    doubled.add(words.get(1));
    doubled.add(words.get(3));
    List<String> text = draw.shuffled(doubled);
    List<String> once = text.stream().distinct().toList();
    String prompt =
        draw.of(
            "Remove repeated words, keep the first of each, keep the order: ",
            "Deduplicate this list of words and keep the original order: ",
            "Drop every word that has already appeared: ");
    return new Puzzle(
        prompt + String.join(" ", text),
        String.join(" ", once),
        List.of(String.join(" ", text), String.join(" ", once.subList(0, 4))));
  }

  private static Puzzle chain(Draw draw) {
    List<String> words = draw.some(Words.PLAIN, draw.between(7, 9));
    String letter = draw.of("e", "a", "o");
    List<String> kept = words.stream().filter(w -> !w.contains(letter)).sorted().toList();
    if (kept.size() < 2) {
      return reverse(draw);
    }
    String answer = kept.stream().map(Strings::capital).collect(Collectors.joining("-"));
    String unsorted =
        words.stream()
            .filter(w -> !w.contains(letter))
            .map(Strings::capital)
            .collect(Collectors.joining("-"));
    String prompt =
        draw.of(
            "From these words remove those containing the letter \"%s\", sort the rest"
                + " alphabetically, capitalise each and join them with hyphens: %s",
            "Drop all words with an \"%s\" in them, then list what is left in alphabetical order,"
                + " each with a capital, joined by \"-\": %s");
    return new Puzzle(
        prompt.formatted(letter, String.join(" ", words)),
        answer,
        List.of(
            unsorted,
            kept.stream().skip(1).map(Strings::capital).collect(Collectors.joining("-")),
            words.stream().sorted().map(Strings::capital).collect(Collectors.joining("-"))));
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
