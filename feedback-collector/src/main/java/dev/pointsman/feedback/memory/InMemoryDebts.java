package dev.pointsman.feedback.memory;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Debts;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Debts that are gone at the end. Any thread.
final class InMemoryDebts implements Debts {

  private final InstantSource clock;
  private final Map<String, Long> since = new ConcurrentHashMap<>();

  InMemoryDebts(InstantSource clock) {
    this.clock = clock;
  }

  void note(LoggedDecision decision) {
    if (Debts.isOnTrust(decision)) {
      since.put(decision.id(), clock.millis());
    }
  }

  @Override
  public CompletionStage<List<Debt>> owed(int most) {
    return CompletableFuture.completedStage(
        since.entrySet().stream()
            .map(debt -> new Debt(debt.getKey(), debt.getValue()))
            .sorted(Comparator.comparingLong(Debt::sinceMillis))
            .limit(most)
            .toList());
  }

  @Override
  public CompletionStage<Void> paid(List<String> decisionIds) {
    decisionIds.forEach(since::remove);
    return CompletableFuture.completedStage(null);
  }
}
