package dev.pointsman.feedback;

import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.feedback.RewardEntry.Facts;
import java.util.Optional;

/// What a decision's outcome and feedback teach. Pure; every event log asks this one class.
///
/// Quality is taught of the arm that answered, which after a fallback is not the arm that was
/// drawn; the facts beside a lesson stay with the drawn arm. A call that gave no answer is a matter
/// of availability and teaches nothing.
public final class Joiner {

  /// The last reward taught of a decision, of which arm.
  public record Taught(String arm, double reward, double weight) {}

  private static final long NO_COST = -1;

  private Joiner() {}

  /// What a call used: only of one that ended well, since any other cuts its tokens short. After a
  /// fallback the time holds a failed call too, so it is left out.
  public static Optional<Lesson.Usage> usage(LoggedDecision decision, LoggedOutcome outcome) {
    if (outcome.status() != Status.OK) {
      return Optional.empty();
    }
    String arm = servedBy(decision, outcome);
    double latencyMs = arm.equals(decision.arm()) ? outcome.latencyMs() : Double.NaN;
    return Optional.of(
        new Lesson.Usage(
            decision.context(),
            arm,
            outcome.tokens().input(),
            outcome.tokens().output(),
            latencyMs));
  }

  /// The lesson that is due, given what was taught before; empty when nothing is new.
  public static Optional<Lesson.Graded> grade(DecisionFile file, Optional<Taught> taught) {
    boolean wasAnswered = file.outcome().map(Joiner::isAnswer).orElse(true);
    Optional<Reward> reward = wasAnswered ? file.reward() : Optional.empty();
    if (reward.isEmpty()) {
      return Optional.empty();
    }
    String arm = file.servedBy();
    Taught before = taught.filter(t -> t.arm().equals(arm)).orElse(new Taught(arm, 0, 0));
    double value = reward.get().value();
    double weight = Math.max(reward.get().weight(), before.weight());
    if (value == before.reward() && weight == before.weight()) {
      return Optional.empty();
    }
    return Optional.of(
        new Lesson.Graded(
            file.decision().context(), arm, value, weight, before.reward(), before.weight()));
  }

  public static Facts facts(LoggedDecision decision, LoggedOutcome outcome) {
    return facts(decision, outcome.costMicroUsd());
  }

  public static Facts facts(LoggedDecision decision) {
    return facts(decision, NO_COST);
  }

  private static Facts facts(LoggedDecision decision, long costMicroUsd) {
    return new Facts(
        decision.arm(),
        decision.propensity(),
        decision.eligible().size(),
        decision.routable(),
        decision.lambda(),
        costMicroUsd,
        decision.contract().containsKey("holdout"));
  }

  private static boolean isAnswer(LoggedOutcome outcome) {
    return switch (outcome.status()) {
      case OK, CANCELLED -> true;
      case ERROR, TIMEOUT -> false;
    };
  }

  static String servedBy(LoggedDecision decision, LoggedOutcome outcome) {
    return outcome.servedBy().isBlank() ? decision.arm() : outcome.servedBy();
  }
}
