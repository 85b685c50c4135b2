package dev.pointsman.router.hold;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.config.BudgetReader;
import dev.pointsman.router.config.ConfigProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  public static final String TABLE = "budgets";

  private static final Logger LOG = LoggerFactory.getLogger(BudgetRegister.class);

  private final SharedTable table;
  private volatile Edition edition = new Edition(-1, Map.of());

  /// What the table held at a version.
  private record Edition(long version, Map<BudgetPath, List<BudgetRule>> budgets) {}

  public BudgetRegister(SharedTable table) {
    this.table = table;
  }

  /// The budgets of the configuration with those of run time over them.
  public Supplier<BudgetTree> over(BudgetTree configured) {
    return new Supplier<>() {
      private volatile long seen = -1;
      private volatile BudgetTree tree = configured;

      @Override
      public BudgetTree get() {
        Edition now = edition;
        if (now.version() != seen) {
          tree = configured.with(now.budgets());
          seen = now.version();
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
    return table
        .version()
        .thenCompose(
            version ->
                version == edition.version()
                    ? CompletableFuture.completedStage(null)
                    : table.read().thenAccept(contents -> edition = edition(contents)));
  }

  /// Makes a budget, or another of one; `json` has its windows as the configuration would. Throws
  /// {@link ConfigProblem}.
  public CompletionStage<Void> put(BudgetPath path, String json) {
    BudgetReader.rules(path, json);
    return change(path, Optional.of(json)).thenAccept(before -> {});
  }

  /// Whether there was one at run time. What is reserved on it is settled all the same.
  public CompletionStage<Boolean> remove(BudgetPath path) {
    return change(path, Optional.empty());
  }

  /// Whether there was an entry before. Tried again when somebody else changed one meanwhile.
  private CompletionStage<Boolean> change(BudgetPath path, Optional<String> json) {
    return table
        .read()
        .thenCompose(
            before -> {
              boolean wasThere = before.entries().containsKey(path.text());
              return table
                  .change(before.version(), Map.of(path.text(), json))
                  .thenCompose(
                      made ->
                          made.isPresent()
                              ? refresh().thenApply(done -> wasThere)
                              : change(path, json));
            });
  }

  private static Edition edition(SharedTable.Contents contents) {
    Map<BudgetPath, List<BudgetRule>> budgets = new TreeMap<>();
    contents
        .entries()
        .forEach(
            (path, json) -> {
              try {
                BudgetPath at = new BudgetPath(path);
                budgets.put(at, BudgetReader.rules(at, json));
              } catch (ConfigProblem | IllegalArgumentException e) {
                LOG.error(
                    "the run-time budget {} cannot be read and binds nobody: {}",
                    path,
                    e.getMessage());
              }
            });
    return new Edition(contents.version(), Map.copyOf(budgets));
  }
}
