package dev.pointsman.router.reload;

import dev.pointsman.feedback.SharedTable;
import dev.pointsman.feedback.SharedTable.Contents;
import dev.pointsman.feedback.StoreAwayException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// A shared table for a thread that may wait: throws {@link StoreAwayException} when the store does
/// not answer.
public record Shared(SharedTable table) {

  private static final long PATIENCE_SECONDS = 3;

  public Contents read() {
    return answer(table.read());
  }

  public long version() {
    return answer(table.version());
  }

  public OptionalLong change(long since, Map<String, Optional<String>> entries) {
    return answer(table.change(since, entries));
  }

  private static <T> T answer(CompletionStage<T> asked) {
    try {
      return asked.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new StoreAwayException("the event store does not answer; try again", e);
    }
  }
}
