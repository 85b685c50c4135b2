package dev.pointsman.bandit.features;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// Fits the map from an embedding to the log odds of the tasks: multinomial logistic regression by
/// Tribuo's stochastic gradient descent.
///
/// The taxonomy's examples weigh `EXAMPLE_WEIGHT` times a prompt of a task of middling size;
/// prompts of a task with n of them weigh n^-1/2. A prompt with answer options teaches twice:
/// whole, and without them. The same input gives the same map.
final class TaskFit {

  private static final double EXAMPLES_WEIGHT = 1_200;
  private static final double STEP = 0.5;
  private static final int EPOCHS = 8;
  private static final int BATCH = 16;
  private static final long SEED = 1;

  /// Log odds of a task without any example.
  private static final float UNTAUGHT = -20;

  /// Tribuo tells of every epoch; held here so that its level stays.
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private final Embedder encoder;
  private final Taxonomy taxonomy;
  private final String[] names;
  private final List<Example<Label>> examples = new ArrayList<>();

  private TaskFit(Embedder encoder, Taxonomy taxonomy) {
    this.encoder = encoder;
    this.taxonomy = taxonomy;
    names =
        IntStream.range(0, encoder.dimension())
            .mapToObj(i -> String.format("%04d", i))
            .toArray(String[]::new);
  }

  /// Fits on the taxonomy's examples and the prompts; a label the taxonomy lacks is an error.
  static LinearMap of(Embedder encoder, Taxonomy taxonomy, List<LabelledText> prompts) {
    var fit = new TaskFit(encoder, taxonomy);
    fit.add(prompts);
    return fit.map();
  }

  private void add(List<LabelledText> prompts) {
    Map<String, Integer> counts = new HashMap<>();
    for (LabelledText prompt : prompts) {
      if (!taxonomy.labels().contains(prompt.label())) {
        throw new IllegalArgumentException(
            "the task " + prompt.label() + " is not in the taxonomy: " + taxonomy.labels());
      }
      counts.merge(prompt.label(), 1, Integer::sum);
    }
    double median =
        counts.isEmpty()
            ? 1
            : counts.values().stream().sorted().skip(counts.size() / 2).findFirst().orElse(1);
    for (LabelledText prompt : prompts) {
      double weight = Math.sqrt(median / counts.getOrDefault(prompt.label(), 1));
      add(prompt.label(), prompt.text(), weight);
      int stem = Characters.of(prompt.text()).stem();
      if (stem < prompt.text().length()) {
        add(prompt.label(), prompt.text().substring(0, stem), weight);
      }
    }
    for (Taxonomy.Task task : taxonomy.tasks()) {
      double weight = EXAMPLES_WEIGHT / Math.max(8, task.examples().size());
      task.examples().forEach(text -> add(task.label(), text, weight));
    }
  }

  private void add(String label, String text, double weight) {
    float[] embedding = encoder.embedding(text);
    double[] values = new double[embedding.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = embedding[i];
    }
    var example = new ArrayExample<>(new Label(label), names, values);
    example.setWeight((float) weight);
    examples.add(example);
  }

  private LinearMap map() {
    var factory = new LabelFactory();
    var origin =
        new SimpleDataSourceProvenance(
            "labelled prompts", OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), factory);
    var data = new MutableDataset<>(new ListDataSource<>(examples, factory, origin));
    var trainer =
        new LinearSGDTrainer(
            new LogMulticlass(), new AdaGrad(STEP, 0.1), EPOCHS, data.size(), BATCH, SEED);
    LinearSGDModel model = trainer.train(data);
    DenseMatrix weights = model.getWeightsCopy();
    List<String> labels = taxonomy.labels();
    float[] offsets = new float[labels.size()];
    float[][] rows = new float[labels.size()][encoder.dimension()];
    for (int r = 0; r < offsets.length; r++) {
      int id = model.getOutputIDInfo().getID(new Label(labels.get(r)));
      if (id < 0) {
        offsets[r] = UNTAUGHT;
        continue;
      }
      for (int c = 0; c < encoder.dimension(); c++) {
        rows[r][c] = (float) weights.get(id, model.getFeatureIDMap().get(names[c]).getID());
      }
      offsets[r] = (float) weights.get(id, encoder.dimension());
    }
    return new LinearMap(labels, offsets, rows);
  }
}
