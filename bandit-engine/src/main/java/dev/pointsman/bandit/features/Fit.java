package dev.pointsman.bandit.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Makes the fitted files of a featurizer, `task-weights.txt` and `components.txt`, from labelled
/// prompts.
///
/// Prompts whose labels are all tasks of the shipped taxonomy add to its examples; prompts with
/// labels of their own replace it, the 45 most frequent labels becoming the tasks. The same input
/// makes the same files; some minutes for 15,000 prompts.
final class Fit {

  private static final int COMPONENTS = 5;
  private static final int MOST_TASKS = 45;
  private static final int FOLDS = 5;

  private final Encoder encoder;
  private final Taxonomy taxonomy;
  private final List<LabelledText> prompts;

  private Fit(Encoder encoder, Taxonomy taxonomy, List<LabelledText> prompts) {
    this.encoder = encoder;
    this.taxonomy = taxonomy;
    this.prompts = prompts;
  }

  /// Arguments: a file with a line `label<TAB>text` per prompt (`\n` for a line break), and the
  /// folder to write to.
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: Fit PROMPTS.tsv FOLDER");
    }
    Fit fit = of(LabelledText.read(Path.of(args[0])));
    System.out.println(fit.heldOut());
    fit.write(Path.of(args[1]));
  }

  static Fit of(List<LabelledText> prompts) {
    Taxonomy shipped = Featurizers.taxonomy();
    List<String> known = shipped.labels();
    if (prompts.stream().allMatch(p -> known.contains(p.label()))) {
      return new Fit(Featurizers.encoder(), shipped, prompts);
    }
    List<LabelledText> named =
        prompts.stream().map(p -> new LabelledText(p.label().replace(' ', '_'), p.text())).toList();
    return new Fit(Featurizers.encoder(), Taxonomy.ofLabels(named, MOST_TASKS), named);
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(Featurizers.TASK_WEIGHTS), tasks(taxonomy, text -> true).lines());
    List<float[]> vectors =
        Stream.concat(prompts.stream(), taxonomy.examples().stream())
            .map(text -> encoder.embedding(text.text()))
            .toList();
    Files.write(folder.resolve(Featurizers.COMPONENTS), Components.of(vectors, COMPONENTS).lines());
  }

  /// One line that says how often a fit on four fifths names the task of the other fifth.
  String heldOut() {
    Predicate<String> held = text -> Math.floorMod(text.hashCode(), FOLDS) == 0;
    LinearMap map = tasks(taxonomy.with(held.negate()), held.negate());
    return String.format(
        Locale.ROOT,
        "held out: %.3f of prompts, %.3f of the taxonomy's examples",
        accuracy(map, teaching(held)),
        accuracy(map, taxonomy.with(held).examples()));
  }

  private LinearMap tasks(Taxonomy examples, Predicate<String> text) {
    return TaskFit.of(encoder, examples, teaching(text));
  }

  private List<LabelledText> teaching(Predicate<String> text) {
    List<String> labels = taxonomy.labels();
    return prompts.stream().filter(p -> labels.contains(p.label()) && text.test(p.text())).toList();
  }

  private double accuracy(LinearMap map, List<LabelledText> texts) {
    long right =
        texts.stream()
            .filter(t -> map.likeliest(encoder.embedding(t.text())).equals(t.label()))
            .count();
    return (double) right / Math.max(1, texts.size());
  }
}
