package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.BudgetBook;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.config.BudgetReader;
import dev.pointsman.router.config.ConfigProblem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The budgets made at run time, followed in the store: what one router changes the others see at
/// their next look, a second later at most. While the store is away the last ones seen hold. Any
/// thread.
public final class BudgetRegister {

  private static final Logger LOG = LoggerFactory.getLogger(BudgetRegister.class);

  private final BudgetBook book;
  private volatile Edition edition = new Edition(-1, Map.of());

  /// What the book held at a version.
  private record Edition(long version, Map<BudgetPath, List<BudgetRule>> budgets) {}

  public BudgetRegister(BudgetBook book) {
    this.book = book;
  }

  /// The budgets of the configuration with those of run time over them.
  public Supplier<BudgetTree> over(BudgetTree configured) {
    return new Supplier<>() {
      private volatile Map<BudgetPath, List<BudgetRule>> seen = Map.of();
      private volatile BudgetTree tree = configured;

      @Override
      public BudgetTree get() {
        Map<BudgetPath, List<BudgetRule>> now = edition.budgets();
        if (now != seen) {
          tree = configured.with(now);
          seen = now;
        }
        return tree;
      }
    };
  }

  public boolean holds(BudgetPath path) {
    return edition.budgets().containsKey(path);
  }

  /// Looks for changes.
  public CompletionStage<Void> refresh() {
    return book.version()
        .thenCompose(
            version ->
                version == edition.version()
                    ? CompletableFuture.completedStage(null)
                    : book.read().thenAccept(texts -> edition = edition(version, texts)));
  }

  /// Makes a budget, or another of one; `json` has its windows as the configuration would. Throws
  /// {@link ConfigProblem}.
  public CompletionStage<Void> put(BudgetPath path, String json) {
    BudgetReader.rules(path, json);
    return book.put(path.text(), json).thenCompose(done -> refresh());
  }

  /// Whether there was one at run time. What is reserved on it is settled all the same.
  public CompletionStage<Boolean> remove(BudgetPath path) {
    return book.remove(path.text())
        .thenCompose(wasThere -> refresh().thenApply(done -> wasThere));
  }

  private static Edition edition(long version, Map<String, String> texts) {
    Map<BudgetPath, List<BudgetRule>> budgets = new TreeMap<>();
    texts.forEach(
        (path, json) -> {
          try {
            BudgetPath at = new BudgetPath(path);
            budgets.put(at, BudgetReader.rules(at, json));
          } catch (ConfigProblem | IllegalArgumentException e) {
            LOG.error("the run-time budget {} cannot be read and binds nobody: {}", path, e.getMessage());
          }
        });
    return new Edition(version, Map.copyOf(budgets));
  }
}
