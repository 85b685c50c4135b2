package dev.pointsman.router.hold;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.budget.Amount;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What calls cost whose routers are gone: as the record says, or else the most they could, which
/// is then written down as their outcome, so that counters and record agree.
record Lost(EventLog log, InstantSource clock) {

  static Amount spent(LoggedOutcome outcome) {
    long tokens = (long) outcome.tokens().input() + outcome.tokens().output();
    return new Amount(outcome.costMicroUsd(), tokens);
  }

  /// What is on record in the end, which may be what somebody else wrote meanwhile; empty when it
  /// could not be read again.
  CompletionStage<Optional<Amount>> spent(DecisionFile file, Amount most) {
    if (file.outcome().isPresent()) {
      return CompletableFuture.completedStage(file.outcome().map(Lost::spent));
    }
    LoggedDecision decision = file.decision();
    return log.finished(decision, outcome(decision, most))
        .thenCompose(done -> log.find(decision.id()))
        .thenApply(again -> again.flatMap(DecisionFile::outcome).map(Lost::spent));
  }

  /// Nobody knows how it ended.
  private LoggedOutcome outcome(LoggedDecision decision, Amount most) {
    int tokens = (int) Math.min(Integer.MAX_VALUE, most.tokens());
    return new LoggedOutcome(
        decision.id(),
        clock.millis(),
        Status.ERROR,
        decision.arm(),
        "",
        Tokens.of(tokens, 0),
        most.microUsd(),
        true,
        -1,
        -1);
  }
}
