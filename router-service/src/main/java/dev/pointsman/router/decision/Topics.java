package dev.pointsman.router.decision;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.router.config.Values.What;
import dev.pointsman.router.language.Language;
import dev.pointsman.router.openai.ChatRequest;
import java.util.Map;

/// What requests are about: the kind of task by their features, the language by their words. Any
/// thread.
final class Topics {

  private final TaskLabels tasks;

  Topics(Featurizer featurizer) {
    this.tasks = new TaskLabels(featurizer);
  }

  What of(ChatRequest request, Context context) {
    return new What(tasks.of(context).orElse(""), Language.of(request.prompt().text()).orElse(""));
  }

  /// Writes what is known.
  static void into(Map<String, String> contract, What what) {
    if (!what.task().isEmpty()) {
      contract.put("task", what.task());
    }
    if (!what.language().isEmpty()) {
      contract.put("language", what.language());
    }
  }
}
