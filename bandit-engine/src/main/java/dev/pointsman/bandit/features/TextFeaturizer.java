package dev.pointsman.bandit.features;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import java.util.List;

/// Features of the text: the posterior over tasks, principal components of the embedding, and the
/// surface.
///
/// Immutable, any thread; some ten microseconds a prompt with the static embedding.
final class TextFeaturizer implements Featurizer {

  private final Encoder encoder;
  private final FittedMaps maps;
  private final Surface surface;
  private final FeatureSchema schema;

  TextFeaturizer(Encoder encoder, FittedMaps maps, Surface surface, String hash) {
    this.encoder = encoder;
    this.maps = maps;
    this.surface = surface;
    int embedding = maps.tasks().rows();
    int shape = embedding + maps.components().rows();
    schema =
        new FeatureSchema(
            hash,
            List.of(
                new FeatureSchema.Block("task", 0, embedding),
                new FeatureSchema.Block("embedding", embedding, shape),
                new FeatureSchema.Block("surface", shape, shape + Surface.NAMES.size())));
  }

  /// The maps that were fitted on text: to the log odds of the tasks, to principal components.
  record FittedMaps(LinearMap tasks, LinearMap components) {}

  @Override
  public FeatureSchema schema() {
    return schema;
  }

  @Override
  public List<String> tasks() {
    return maps.tasks().names();
  }

  @Override
  public Context contextOf(Prompt prompt) {
    var pieces = new WordPiece.Pieces(Encoder.PIECES);
    int tokens = encoder.read(prompt.text(), pieces);
    float[] embedding = encoder.embedding(prompt.text(), pieces);
    float[] features = new float[schema.dimension()];
    int tasks = maps.tasks().rows();
    maps.tasks().apply(embedding, features, 0);
    toProbabilities(features, tasks);
    maps.components().apply(embedding, features, tasks);
    surface.write(
        prompt, pieces, encoder.rarity(pieces), features, tasks + maps.components().rows());
    return Context.of(features, tokens);
  }

  /// Softmax of the first `count` values, in place.
  private static void toProbabilities(float[] values, int count) {
    float largest = values[0];
    for (int i = 1; i < count; i++) {
      largest = Math.max(largest, values[i]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double odds = Math.exp(values[i] - largest);
      values[i] = (float) odds;
      sum += odds;
    }
    for (int i = 0; i < count; i++) {
      values[i] = (float) (values[i] / sum);
    }
  }
}
