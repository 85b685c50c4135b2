package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.budget.BudgetBook;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Run-time budgets that are forgotten at the end, for tests. Any thread.
public final class InMemoryBudgetBook implements BudgetBook {

  private final Map<String, String> texts = new TreeMap<>();
  private long version;

  @Override
  public synchronized CompletionStage<Long> version() {
    return CompletableFuture.completedStage(version);
  }

  @Override
  public synchronized CompletionStage<Map<String, String>> read() {
    return CompletableFuture.completedStage(Map.copyOf(texts));
  }

  @Override
  public synchronized CompletionStage<Void> put(String path, String text) {
    texts.put(path, text);
    version++;
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized CompletionStage<Boolean> remove(String path) {
    version++;
    return CompletableFuture.completedStage(texts.remove(path) != null);
  }
}
