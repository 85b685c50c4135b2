package dev.pointsman.router.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// What the budget store did not take, by the decision's id: sent again until it does. Any thread.
///
/// Sending again changes nothing that was taken after all. Of more than 100,000 the rest is
/// refused: reservations among it lapse, and are wound up by the record.
final class Undelivered {

  private static final int MOST = 100_000;
  private static final int WAVE = 500;

  private final Map<String, Supplier<CompletionStage<Void>>> waiting = new ConcurrentHashMap<>();
  private final AtomicBoolean isSending = new AtomicBoolean();

  boolean isFull() {
    return waiting.size() >= MOST;
  }

  /// Whether it will be sent again.
  boolean add(String id, Supplier<CompletionStage<Void>> send) {
    if (isFull()) {
      return false;
    }
    waiting.put(id, send);
    return true;
  }

  /// Sends all, in waves, until one fails.
  void resend() {
    if (!waiting.isEmpty() && isSending.compareAndSet(false, true)) {
      wave();
    }
  }

  private void wave() {
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    waiting.entrySet().stream()
        .limit(WAVE)
        .forEach(
            entry ->
                sent.add(
                    entry
                        .getValue()
                        .get()
                        .thenRun(() -> waiting.remove(entry.getKey(), entry.getValue()))
                        .toCompletableFuture()));
    var _ =
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
            .whenComplete(
                (done, failure) -> {
                  if (failure == null && !waiting.isEmpty()) {
                    wave();
                  } else {
                    isSending.set(false);
                  }
                });
  }
}
