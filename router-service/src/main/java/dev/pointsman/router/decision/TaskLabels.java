package dev.pointsman.router.decision;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.features.Featurizer;
import java.util.List;
import java.util.Optional;

/// What kind of task a prompt sets: the likeliest of those its features, of one schema, tell of.
/// Any thread.
final class TaskLabels {

  private final List<String> labels;
  private final Optional<Block> block;

  TaskLabels(Featurizer featurizer) {
    labels = featurizer.tasks();
    block = labels.isEmpty() ? Optional.empty() : Optional.of(featurizer.schema().block("task"));
  }

  /// Empty where features do not tell, as when they could not be made.
  Optional<String> of(Context context) {
    if (block.isEmpty()) {
      return Optional.empty();
    }
    int from = block.get().from();
    int best = 0;
    for (int i = 1; i < labels.size(); i++) {
      best = context.feature(from + i) > context.feature(from + best) ? i : best;
    }
    return context.feature(from + best) > 0 ? Optional.of(labels.get(best)) : Optional.empty();
  }
}
