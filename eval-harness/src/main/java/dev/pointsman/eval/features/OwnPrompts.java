package dev.pointsman.eval.features;

import dev.pointsman.bandit.features.LabelledText;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.JsonLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The different prompts of JSON Lines files, each with its category, empty where it has none.
///
/// Reads `prompt` and `category` and nothing else of a row: outcomes stay unseen.
record OwnPrompts(List<LabelledText> texts) {

  static final int FEWEST = 50;

  OwnPrompts {
    texts = List.copyOf(texts);
  }

  static OwnPrompts read(List<Path> files) {
    Map<String, String> categories = new LinkedHashMap<>();
    for (Path file : files) {
      JsonLines.forEach(
          file,
          row -> {
            String prompt = row.text("prompt");
            if (!prompt.isBlank()) {
              @Nullable String category = row.textOrNull("category");
              categories.merge(
                  prompt,
                  category == null ? "" : category.strip(),
                  (one, two) -> one.isEmpty() ? two : one);
            }
          });
    }
    if (categories.size() < FEWEST) {
      throw new BadInputException(
          "--data",
          "holds " + categories.size() + " different prompts",
          "give " + FEWEST + " or more, better some thousands");
    }
    List<LabelledText> texts = new ArrayList<>();
    categories.forEach((prompt, category) -> texts.add(new LabelledText(category, prompt)));
    return new OwnPrompts(texts);
  }

  int size() {
    return texts.size();
  }

  boolean hasCategories() {
    return texts.stream()
            .map(LabelledText::label)
            .filter(label -> !label.isEmpty())
            .distinct()
            .limit(2)
            .count()
        == 2;
  }

  /// The same prompts under other labels, in the same order.
  OwnPrompts labelled(List<String> labels) {
    List<LabelledText> renamed = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      renamed.add(new LabelledText(labels.get(i), texts.get(i).text()));
    }
    return new OwnPrompts(renamed);
  }
}
