package dev.pointsman.bandit.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Fits the tasks and the principal components of an embedding on prompts.
///
/// Prompts whose labels are all tasks of the shipped taxonomy add to its examples; prompts with
/// labels of their own replace it, the 45 most frequent labels becoming the tasks. A prompt with an
/// empty label teaches the components only. The same input makes the same maps. Vectors are kept by
/// text, so that each is computed once. Any thread for `embedding`, one for the rest.
public final class Fit {

  /// A schema has at most 64 features, of which 5 are components and 14 surface.
  public static final int MOST_TASKS = 45;

  private static final int COMPONENTS = 5;
  private static final int FOLDS = 5;

  private final Embedding kind;
  private final Embedder encoder;

  /// IllegalArgumentException when the embedding's model is not at hand.
  public Fit(Embedding kind) {
    this.kind = kind;
    this.encoder = new Memory(kind.encoder(), new ConcurrentHashMap<>());
  }

  private record Memory(Encoder encoder, Map<String, float[]> vectors) implements Embedder {
    @Override
    public int dimension() {
      return encoder.dimension();
    }

    @Override
    public float[] embedding(String text) {
      return vectors.computeIfAbsent(text, encoder::embedding);
    }
  }

  /// What was fitted, and how often a fit on four fifths names the task of the other fifth: of the
  /// prompts, and of the taxonomy's examples; NaN where there are none.
  public record Fitted(FittedFeatures features, double heldOut, double heldOutExamples) {}

  /// Arguments: a file with a line `label<TAB>text` per prompt (`\n` for a line break), and the
  /// folder to write `task-weights.txt` and `components.txt` to, the shipped maps.
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: Fit PROMPTS.tsv FOLDER");
    }
    Fitted fitted = new Fit(Embedding.STATIC).on(LabelledText.read(Path.of(args[0])));
    System.out.printf(
        Locale.ROOT,
        "held out: %.3f of prompts, %.3f of the taxonomy's examples%n",
        fitted.heldOut(),
        fitted.heldOutExamples());
    Path folder = Files.createDirectories(Path.of(args[1]));
    FittedFeatures features = fitted.features();
    Files.write(folder.resolve(Featurizers.TASK_WEIGHTS), features.taskMap().lines());
    Files.write(folder.resolve(Featurizers.COMPONENTS), features.componentMap().lines());
  }

  /// The vector of a text, computed on the first call; not to be changed.
  public float[] embedding(String text) {
    return encoder.embedding(text);
  }

  /// Some minutes for 15,000 prompts.
  public Fitted on(List<LabelledText> prompts) {
    Taxonomy shipped = Featurizers.taxonomy();
    List<String> known = shipped.labels();
    if (prompts.stream().allMatch(p -> p.label().isEmpty() || known.contains(p.label()))) {
      return fitted(shipped, prompts);
    }
    List<LabelledText> named =
        prompts.stream().map(p -> new LabelledText(taskOf(p.label()), p.text())).toList();
    Taxonomy own =
        Taxonomy.ofLabels(named.stream().filter(p -> !p.label().isEmpty()).toList(), MOST_TASKS);
    return fitted(own, named);
  }

  /// The name of the task that a label teaches: no blanks.
  public static String taskOf(String label) {
    return label.strip().replaceAll("\\s+", "_");
  }

  /// On the shipped examples alone; a second for the hashed embedding.
  FittedFeatures onExamples() {
    return features(Featurizers.taxonomy(), List.of());
  }

  private FittedFeatures features(Taxonomy taxonomy, List<LabelledText> prompts) {
    List<float[]> vectors =
        Stream.concat(prompts.stream(), taxonomy.examples().stream())
            .map(text -> encoder.embedding(text.text()))
            .toList();
    return new FittedFeatures(
        kind, tasks(taxonomy, prompts, text -> true), Components.of(vectors, COMPONENTS));
  }

  private Fitted fitted(Taxonomy taxonomy, List<LabelledText> prompts) {
    Predicate<String> held = text -> Math.floorMod(text.hashCode(), FOLDS) == 0;
    LinearMap map = tasks(taxonomy.with(held.negate()), prompts, held.negate());
    return new Fitted(
        features(taxonomy, prompts),
        accuracy(map, teaching(taxonomy, prompts, held)),
        accuracy(map, taxonomy.with(held).examples()));
  }

  private LinearMap tasks(Taxonomy taxonomy, List<LabelledText> prompts, Predicate<String> text) {
    return TaskFit.of(encoder, taxonomy, teaching(taxonomy, prompts, text));
  }

  private static List<LabelledText> teaching(
      Taxonomy taxonomy, List<LabelledText> prompts, Predicate<String> text) {
    List<String> labels = taxonomy.labels();
    return prompts.stream().filter(p -> labels.contains(p.label()) && text.test(p.text())).toList();
  }

  private double accuracy(LinearMap map, List<LabelledText> texts) {
    long right =
        texts.stream()
            .filter(t -> map.likeliest(encoder.embedding(t.text())).equals(t.label()))
            .count();
    return (double) right / texts.size();
  }
}
