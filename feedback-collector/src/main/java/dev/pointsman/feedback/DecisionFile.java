package dev.pointsman.feedback;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// All that is known of one decision so far, with the reward that follows from it and what that
/// rests on.
public record DecisionFile(
    LoggedDecision decision,
    Optional<LoggedOutcome> outcome,
    List<Feedback> feedback,
    Optional<Reward> reward,
    Optional<Evidence> evidence) {

  public DecisionFile {
    feedback = List.copyOf(feedback);
  }

  /// With the reward that a rule makes of the signals.
  public static DecisionFile of(
      LoggedDecision decision,
      Optional<LoggedOutcome> outcome,
      List<Feedback> feedback,
      RewardRule rule) {
    return of(decision, outcome, feedback, rule, signal -> 1);
  }

  /// The same where each signal counts a share, 0 to 1, of its weight.
  public static DecisionFile of(
      LoggedDecision decision,
      Optional<LoggedOutcome> outcome,
      List<Feedback> feedback,
      RewardRule rule,
      ToDoubleFunction<Feedback> share) {
    String arm = servedBy(decision, outcome);
    return new DecisionFile(
        decision,
        outcome,
        feedback,
        rule.reward(feedback, arm, share),
        Evidence.of(feedback, rule, arm, share));
  }

  /// The arm whose answer this is: after a fallback not the one that was drawn.
  public String servedBy() {
    return servedBy(decision, outcome);
  }

  private static String servedBy(LoggedDecision decision, Optional<LoggedOutcome> outcome) {
    return outcome.map(known -> Joiner.servedBy(decision, known)).orElseGet(decision::arm);
  }
}
