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

  /// With the reward that a rule makes of the signals.
  public static DecisionFile of(
      LoggedDecision decision,
      Optional<LoggedOutcome> outcome,
      List<Feedback> feedback,
      RewardRule rule) {
    DecisionFile plain = new DecisionFile(decision, outcome, feedback, Optional.empty());
    Optional<Reward> reward = rule.reward(feedback, plain.servedBy());
    return new DecisionFile(decision, outcome, feedback, reward);
  }

  /// The arm whose answer this is: after a fallback not the one that was drawn.
  public String servedBy() {
    return outcome.map(known -> Joiner.servedBy(decision, known)).orElseGet(decision::arm);
  }
}
