package dev.pointsman.router;

import dev.pointsman.feedback.SharedTable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Says what was there a moment ago, as a store does that others change meanwhile.
record LateTable(SharedTable inner) implements SharedTable {

  private static final long LATE_MILLIS = 50;

  @Override
  public CompletionStage<Contents> read() {
    return inner
        .read()
        .thenApplyAsync(
            contents -> contents,
            CompletableFuture.delayedExecutor(LATE_MILLIS, TimeUnit.MILLISECONDS));
  }

  @Override
  public CompletionStage<Long> version() {
    return inner.version();
  }

  @Override
  public CompletionStage<OptionalLong> change(long since, Map<String, Optional<String>> entries) {
    return inner.change(since, entries);
  }

  /// All in memory, tables being late.
  static Backend all(Backend memory) {
    return Backends.with(
        memory, memory.budgets(), name -> new LateTable(memory.tables().apply(name)));
  }
}
