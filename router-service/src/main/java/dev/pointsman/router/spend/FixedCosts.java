package dev.pointsman.router.spend;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.router.openai.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The fixed costs that were imported, kept in a table that all routers on one store share. Any
/// thread; fails while the store is away.
public final class FixedCosts {

  public static final String TABLE = "fixed-costs";

  /// More rows are refused.
  public static final int MOST = 2_000;

  private final SharedTable table;

  public FixedCosts(SharedTable table) {
    this.table = table;
  }

  /// By their beginnings.
  public CompletionStage<List<FixedCost>> all() {
    return table.read().thenApply(contents -> costs(contents.entries()));
  }

  /// Adds them; those of the same name and beginning are replaced. Fails with an
  /// IllegalArgumentException when they would be too many.
  public CompletionStage<Void> put(List<FixedCost> costs) {
    Map<String, Optional<String>> changes =
        costs.stream()
            .collect(
                Collectors.toMap(
                    FixedCost::id, cost -> Optional.of(cost.json().toString()), (a, b) -> b));
    return change(before -> changes).thenAccept(before -> {});
  }

  /// Whether it was there.
  public CompletionStage<Boolean> remove(String id) {
    return change(before -> Map.of(id, Optional.empty()))
        .thenApply(before -> before.containsKey(id));
  }

  /// What there was before. Tried again when somebody else changed one meanwhile.
  private CompletionStage<Map<String, String>> change(
      Function<Map<String, String>, Map<String, Optional<String>>> changes) {
    return table
        .read()
        .thenCompose(
            before -> {
              Map<String, Optional<String>> entries = changes.apply(before.entries());
              long added =
                  entries.entrySet().stream()
                      .filter(e -> e.getValue().isPresent())
                      .filter(e -> !before.entries().containsKey(e.getKey()))
                      .count();
              if (before.entries().size() + added > MOST) {
                return CompletableFuture.failedFuture(
                    new IllegalArgumentException(
                        "more than " + MOST + " fixed costs; remove old ones, or sum them up"));
              }
              return table
                  .change(before.version(), entries)
                  .thenCompose(
                      made ->
                          made.isPresent()
                              ? CompletableFuture.completedStage(before.entries())
                              : change(changes));
            });
  }

  private static List<FixedCost> costs(Map<String, String> entries) {
    return entries.values().stream()
        .flatMap(text -> Json.read(text).stream())
        .map(FixedCost::of)
        .sorted(Comparator.comparing(FixedCost::from).thenComparing(FixedCost::name))
        .toList();
  }
}
