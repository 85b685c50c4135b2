package dev.pointsman.bandit.features;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import java.util.List;

/// Makes the context of a prompt; the same online and offline. Immutable, any thread.
public interface Featurizer {

  Context contextOf(Prompt prompt);

  FeatureSchema schema();

  /// Labels of the tasks whose probabilities are the schema's block `task`; none without it.
  default List<String> tasks() {
    return List.of();
  }
}
