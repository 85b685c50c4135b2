package dev.pointsman.bandit.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Counts the prompts of recorded tables that are near duplicates of the text the shipped maps are
/// fitted on: prompts of routellm_mmlu, and the examples of the taxonomy.
///
/// Texts are compared by their question (what stands before the answer options), lower case,
/// letters and digits only. "Same": equal questions. "Near": Jaccard index of the sets of
/// three-word shingles at least one half, questions of five words or more.
///
/// Arguments: names of tables.
final class Overlap {

  private static final int SHINGLE = 3;
  private static final int LEAST_WORDS = 5;

  private final List<Set<String>> shingles = new ArrayList<>();
  private final Map<String, List<Integer>> holders = new HashMap<>();
  private final Set<String> questions = new HashSet<>();

  private Overlap(List<String> texts) {
    for (String text : texts) {
      String question = question(text);
      questions.add(question);
      Set<String> own = shingles(question);
      for (String shingle : own) {
        holders.computeIfAbsent(shingle, s -> new ArrayList<>()).add(shingles.size());
      }
      shingles.add(own);
    }
  }

  public static void main(String[] args) throws IOException {
    var prompts = new Overlap(MmluPrompts.labelled().stream().map(LabelledText::text).toList());
    var examples =
        new Overlap(Featurizers.taxonomy().examples().stream().map(LabelledText::text).toList());
    for (String set : args) {
      List<String> texts =
          RecordedPrompts.read(RecordedPrompts.table(set)).rows().stream()
              .map(RecordedPrompts.Row::prompt)
              .toList();
      System.out.printf(
          Locale.ROOT,
          "%s: %d prompts; routellm_mmlu has %d of them the same, %d near; examples %d, %d%n",
          set,
          texts.size(),
          texts.stream().filter(prompts::hasSame).count(),
          texts.stream().filter(prompts::hasNear).count(),
          texts.stream().filter(examples::hasSame).count(),
          texts.stream().filter(examples::hasNear).count());
    }
  }

  private boolean hasSame(String text) {
    return questions.contains(question(text));
  }

  private boolean hasNear(String text) {
    String question = question(text);
    Set<String> own = shingles(question);
    if (own.size() < LEAST_WORDS - SHINGLE + 1) {
      return hasSame(text);
    }
    Map<Integer, Integer> shared = new HashMap<>();
    for (String shingle : own) {
      for (int holder : holders.getOrDefault(shingle, List.of())) {
        shared.merge(holder, 1, Integer::sum);
      }
    }
    return shared.entrySet().stream()
        .anyMatch(
            s -> 2 * s.getValue() >= own.size() + shingles.get(s.getKey()).size() - s.getValue());
  }

  private static String question(String text) {
    return text.substring(0, Math.min(text.length(), Characters.of(text).stem()))
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }

  private static Set<String> shingles(String question) {
    String[] words = question.split(" ", -1);
    var shingles = new HashSet<String>();
    for (int i = 0; i + SHINGLE <= words.length; i++) {
      shingles.add(words[i] + " " + words[i + 1] + " " + words[i + 2]);
    }
    return shingles;
  }
}
