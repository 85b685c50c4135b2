package dev.pointsman.feedback.budget;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Budgets made at run time, as texts by path, shared by all routers. Any thread; stages fail when
/// the store is away.
public interface BudgetBook {

  /// Changes with every `put` and `remove`.
  CompletionStage<Long> version();

  CompletionStage<Map<String, String>> read();

  CompletionStage<Void> put(String path, String text);

  /// Whether there was one.
  CompletionStage<Boolean> remove(String path);
}
