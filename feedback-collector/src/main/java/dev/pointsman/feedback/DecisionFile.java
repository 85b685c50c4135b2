package dev.pointsman.feedback;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import java.util.List;
import java.util.Optional;

/// All that is known of one decision so far.
public record DecisionFile(
    LoggedDecision decision,
    Optional<LoggedOutcome> outcome,
    List<Feedback> feedback,
    Optional<Reward> reward) {

  public DecisionFile {
    feedback = List.copyOf(feedback);
  }

  /// The arm whose answer this is: after a fallback not the one that was drawn.
  public String servedBy() {
    return outcome.map(known -> Joiner.servedBy(decision, known)).orElseGet(decision::arm);
  }
}
