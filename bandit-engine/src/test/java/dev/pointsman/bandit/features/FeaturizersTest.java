package dev.pointsman.bandit.features;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturizersTest {

  /// Texts that are in no fitted file, each with its task.
  private static final Map<String, String> FRESH =
      Map.ofEntries(
          entry("hey! how is it going?", "chat"),
          entry("Write a poem about a violin lost at sea", "creative"),
          entry("Draft an email to my manager asking for two days off", "writing"),
          entry("Summarise the article below in two sentences", "summarise"),
          entry("Translate this paragraph into Polish", "translate"),
          entry("Extract the order number and the city from this letter as JSON", "extract"),
          entry("Plan a four-day trip to Vienna with children", "planning"),
          entry("Write a Python function that rotates a matrix by 90 degrees", "code_write"),
          entry("Why does my Java method throw an exception? Fix this bug", "code_fix"),
          entry("Write a SQL query that lists the customers of each country", "sql"),
          entry("What is 48 * 19 + 7?", "arithmetic"),
          entry(
              "Mary has 14 pencils and buys 3 boxes of 8. How many pencils has she now?",
              "word_problem"),
          entry("Find the area of a circle whose diameter is 14 cm", "geometry"),
          entry("A stone falls from 45 m. What is its speed when it hits the ground?", "physics"),
          entry("How many moles of oxygen react with 8 g of methane?", "chemistry"),
          entry("A 60-year-old woman has fever and cough. Which drug should be given?", "medicine"),
          entry("The seller broke the contract. Can the buyer sue for damages?", "law"),
          entry("How does a rise in demand change price and quantity in the market?", "economics"),
          entry("What is the yield of a bond bought at 950 that pays 50 a year?", "finance"),
          entry("Why did the Roman Empire fall?", "history"),
          entry("What does Kant say about duty?", "philosophy"),
          entry("What is operant conditioning?", "psychology"),
          entry("What is the time complexity of quicksort?", "computing"));

  @TempDir private Path folder;

  /// 22 of the 23 when this was written; a guess would name a half on average.
  @Test
  void standard_freshTexts_givesMostProbabilityToTheirTasks() {
    long right =
        FRESH.entrySet().stream()
            .filter(
                fresh ->
                    likeliest(Featurizers.standard().contextOf(Prompt.of(fresh.getKey())))
                        .equals(fresh.getValue()))
            .count();

    assertThat(right).isGreaterThanOrEqualTo(20);
    assertThat(Featurizers.taxonomy().examples())
        .extracting(LabelledText::text)
        .doesNotContainAnyElementsOf(FRESH.keySet());
  }

  @Test
  void standard_anyText_givesProbabilitiesOfTasks() {
    FeatureSchema.Block block = Featurizers.standard().schema().block("task");
    Context context = Featurizers.standard().contextOf(Prompt.of("What is this?"));
    double sum = 0;
    for (int i = block.from(); i < block.to(); i++) {
      assertThat(context.feature(i)).isBetween(0f, 1f);
      sum += context.feature(i);
    }

    // Each is rounded to 11 bits.
    assertThat(sum).isBetween(0.999, 1.001);
  }

  @Test
  void hash_anyByteChanged_differs() {
    byte[] one = {1, 2};
    byte[] two = {3};

    assertThat(Featurizers.hash(one, two))
        .isEqualTo(Featurizers.hash(one.clone(), two.clone()))
        .isNotEqualTo(Featurizers.hash(one, new byte[] {4}))
        .isNotEqualTo(Featurizers.hash(new byte[] {1}, new byte[] {2, 3}));
  }

  @Test
  void fit_ownLabels_makesThemTheTasksOfAnotherSchema() throws IOException {
    var prompts = new ArrayList<LabelledText>();
    for (int i = 0; i < 6; i++) {
      prompts.add(new LabelledText("billing", "Invoice " + i + " was charged twice, refund me"));
      prompts.add(new LabelledText("bug report", "The app crashes when I open page " + i));
    }

    Fit.Fitted fitted = new Fit(Embedding.STATIC).on(prompts);
    Path file = folder.resolve("features.bin");
    fitted.features().write(file);
    Featurizer own = Featurizers.of(FittedFeatures.read(file));

    assertThat(fitted.heldOut()).isBetween(0.0, 1.0);
    assertThat(fitted.features().tasks()).containsExactlyInAnyOrder("billing", "bug_report");
    assertThat(own.schema().block("task").size()).isEqualTo(2);
    assertThat(own.schema().hash()).isNotEqualTo(Featurizers.standard().schema().hash());
    Context context = own.contextOf(Prompt.of("it crashes at the start page"));
    assertThat(context.feature(fitted.features().tasks().indexOf("bug_report")))
        .isGreaterThan(0.5f);
  }

  private static String likeliest(Context context) {
    List<String> labels = Featurizers.taxonomy().labels();
    int best = 0;
    for (int i = 1; i < labels.size(); i++) {
      best = context.feature(i) > context.feature(best) ? i : best;
    }
    return labels.get(best);
  }
}
