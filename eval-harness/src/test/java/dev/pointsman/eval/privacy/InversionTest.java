package dev.pointsman.eval.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pointsman.bandit.features.Embedding;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Featurizers;
import dev.pointsman.datasets.JsonLines;
import dev.pointsman.datasets.tasks.TaskTable;
import dev.pointsman.eval.privacy.Inversion.Means;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How many words of a prompt can be read back from what `export decisions` shows of it, by an
/// attacker who has prompts of the same kind. docs/privacy.md tells the figures.
class InversionTest {

  private static final int VICTIMS = 300;
  private static final int KNOWN = 9_000;

  /// Those of `serve` and `demo` unless configured.
  private final Featurizer standard = Featurizers.of(Embedding.STATIC);

  /// Short questions of all sorts. Personal data: more than chance is read. Not the text: most of
  /// the rare words stay hidden.
  @Test
  void guess_shortQuestions_beatsFrequencyAndMissesMostRareWords() throws IOException {
    Outcome recall = attack("examples", examples(), standard, true);

    assertThat(recall.best().all()).isGreaterThan(recall.chance().all() + 0.05);
    assertThat(recall.best().rare()).isGreaterThan(recall.chance().rare() + 0.03);
    assertThat(recall.best().all()).isLessThan(0.5);
    assertThat(recall.best().rare()).isLessThan(0.25);
  }

  /// What `./pointsman demo` asks: prompts that are variations of few are all but read back.
  @Test
  void guess_promptsOfTheDemo_findsMostWords() {
    List<String> prompts = TaskTable.rows(1_500, 7).stream().map(r -> r.row().prompt()).toList();

    Outcome recall = attack("demo", prompts, standard, true);

    assertThat(recall.best().all()).isGreaterThan(recall.chance().all() + 0.2);
    assertThat(recall.best().rare()).isGreaterThan(0.4);
  }

  @Test
  @Tag("long")
  void guess_recordedPrompts_beatsFrequency() {
    for (String set : List.of("paretobandit_val", "llmrouter_mix", "mmlu_pro")) {
      Path file = Path.of(System.getProperty("pointsman.root", "."), "../shared/data");
      file = file.resolve(set + ".outcomes.jsonl.gz");
      assumeTrue(Files.exists(file), "no recorded prompts at " + file);
      List<String> prompts = new ArrayList<>();
      JsonLines.forEach(file, row -> prompts.add(row.text("prompt")));

      Outcome recall = attack(set, prompts, standard, true);

      assertThat(recall.best().all()).isGreaterThan(recall.chance().all() + 0.05);
      assertThat(recall.best().rare()).isLessThan(0.25);
    }
  }

  /// Other features, and an attacker who leaves the tasks' probabilities as they are.
  @Test
  @Tag("long")
  void guess_otherFeatures_isTold() throws IOException {
    Featurizer other = Featurizers.of(Embedding.HASHED);
    Outcome probabilities = attack("examples, as they are", examples(), standard, false);
    Outcome hashed = attack("examples, hashed", examples(), other, true);

    assertThat(probabilities.best().all()).isLessThan(0.4);
    assertThat(hashed.best().all()).isLessThan(0.5);
  }

  /// Without features, and by the best means.
  private record Outcome(Recall chance, Recall best) {}

  /// Victims are drawn from the prompts, no two the same; the attacker has the others.
  private static Outcome attack(
      String name, List<String> prompts, Featurizer featurizer, boolean isByLogarithm) {
    List<String> shuffled = new ArrayList<>(new LinkedHashSet<>(prompts));
    Collections.shuffle(shuffled, new Random(1));
    List<Seen> all =
        shuffled.stream()
            .limit(VICTIMS + KNOWN)
            .map(prompt -> Seen.of(prompt, featurizer, isByLogarithm))
            .toList();
    List<Seen> victims = all.subList(0, VICTIMS);
    var attack = new Inversion(all.subList(VICTIMS, all.size()));
    long distinct = all.stream().map(Seen::features).distinct().count();
    System.out.printf(
        Locale.ROOT,
        "inversion of %s: %d prompts known, %d victims; %d of %d prompts have features of their"
            + " own%n",
        name,
        all.size() - VICTIMS,
        VICTIMS,
        distinct,
        all.size());
    Recall chance = Recall.of(attack, victims, Means.FREQUENCY);
    System.out.printf(Locale.ROOT, "  %-9s %s%n", Means.FREQUENCY, chance);
    Recall best = chance;
    for (Means means : List.of(Means.RIDGE, Means.NEAREST, Means.BOTH)) {
      Recall of = Recall.of(attack, victims, means);
      System.out.printf(Locale.ROOT, "  %-9s %s%n", means, of);
      best = of.all() > best.all() ? of : best;
    }
    return new Outcome(chance, best);
  }

  private static List<String> examples() throws IOException {
    try (InputStream tasks = Featurizers.class.getResourceAsStream("tasks.txt")) {
      String text =
          new String(Objects.requireNonNull(tasks).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> line.startsWith("- "))
          .map(line -> line.substring(2).replace("\\n", "\n"))
          .toList();
    }
  }
}
