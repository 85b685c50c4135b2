package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.SharedTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A table that is gone at the end, for tests. Any thread.
public final class InMemoryTable implements SharedTable {

  private final Map<String, String> entries = new HashMap<>();
  private long version;

  @Override
  public synchronized CompletionStage<Contents> read() {
    return CompletableFuture.completedStage(new Contents(version, entries));
  }

  @Override
  public synchronized CompletionStage<Long> version() {
    return CompletableFuture.completedStage(version);
  }

  @Override
  public synchronized CompletionStage<OptionalLong> change(
      long since, Map<String, Optional<String>> changes) {
    if (since != version) {
      return CompletableFuture.completedStage(OptionalLong.empty());
    }
    changes.forEach(
        (name, text) ->
            text.ifPresentOrElse(given -> entries.put(name, given), () -> entries.remove(name)));
    version++;
    return CompletableFuture.completedStage(OptionalLong.of(version));
  }
}
