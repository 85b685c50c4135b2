package dev.pointsman.router.decision;

import static java.util.Objects.requireNonNull;

import dev.pointsman.router.config.FeaturePair;
import dev.pointsman.router.config.Values.What;
import dev.pointsman.router.language.Language;
import dev.pointsman.router.openai.ChatRequest;
import java.util.HashMap;
import java.util.Map;

/// What requests are about: the kind of task by their features, the language by their words. Any
/// thread.
final class Topics {

  private final Map<String, TaskLabels> tasks = new HashMap<>();

  Topics(FeaturePair features) {
    tasks.put(features.now().schema().hash(), new TaskLabels(features.now()));
    features.next().ifPresent(next -> tasks.put(next.schema().hash(), new TaskLabels(next)));
  }

  What of(ChatRequest request, Sight sight) {
    TaskLabels labels = requireNonNull(tasks.get(sight.schema()));
    return new What(
        labels.of(sight.context()).orElse(""), Language.of(request.prompt().text()).orElse(""));
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
