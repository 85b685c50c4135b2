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

  /// The last reward taught of a decision, of which arm, and what it rested on, as a text.
  public record Taught(String arm, double reward, double weight, String evidence) {

    /// After a lesson of an answer on which so much is known.
    public static Taught of(Lesson.Graded lesson, Optional<Evidence> evidence) {
      return new Taught(lesson.arm(), lesson.reward(), lesson.weight(), text(evidence));
    }

    private static String text(Optional<Evidence> evidence) {
      return evidence.map(e -> Integer.toHexString(e.decided().toString().hashCode())).orElse("");
    }

    private boolean isBehind(Optional<Evidence> known) {
      return !evidence.equals(text(known));
    }
  }

  private static final long NO_COST = -1;

  private Joiner() {}

  /// What a call used: only of one that ended well, since any other cuts its tokens short, and none
  /// of an answer from the cache, for which nothing was called. After a fallback the time holds a
  /// failed call too, so it is left out.
  public static Optional<Lesson.Usage> usage(LoggedDecision decision, LoggedOutcome outcome) {
    if (outcome.status() != Status.OK || decision.isCacheHit()) {
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

  /// The lesson that is due, given what was taught before; empty when nothing is new. Where the
  /// reward stays but rests on more, it is told again, which changes nothing learnt.
  public static Optional<Lesson.Graded> grade(DecisionFile file, Optional<Taught> taught) {
    boolean wasAnswered = file.outcome().map(Joiner::isAnswer).orElse(true);
    Optional<Reward> reward = wasAnswered ? file.reward() : Optional.empty();
    if (reward.isEmpty()) {
      return Optional.empty();
    }
    String arm = file.servedBy();
    Taught before = taught.filter(t -> t.arm().equals(arm)).orElse(new Taught(arm, 0, 0, ""));
    double value = reward.get().value();
    double weight = Math.max(reward.get().weight(), before.weight());
    boolean isSame = value == before.reward() && weight == before.weight();
    if (isSame && !before.isBehind(file.evidence())) {
      return Optional.empty();
    }
    return Optional.of(
        new Lesson.Graded(
            file.decision().context(), arm, value, weight, before.reward(), before.weight()));
  }

  public static Facts facts(LoggedDecision decision, LoggedOutcome outcome) {
    return facts(decision, outcome.costMicroUsd()).withStake(Stake.of(decision));
  }

  /// Of a reward.
  public static Facts facts(DecisionFile file) {
    return facts(file.decision(), NO_COST).withEvidence(file.evidence());
  }

  /// Of a call off the user's path.
  static Facts shadow(LoggedDecision decision, long costMicroUsd) {
    return facts(decision, costMicroUsd).shadowed(Optional.empty());
  }

  /// Of the grade of its answer.
  static Facts shadow(LoggedDecision decision, Evidence evidence) {
    return facts(decision, NO_COST).shadowed(Optional.of(evidence));
  }

  private static Facts facts(LoggedDecision decision, long costMicroUsd) {
    return new Facts(
        decision.arm(),
        decision.propensity(),
        decision.eligible().size(),
        decision.routable(),
        decision.lambda(),
        costMicroUsd,
        decision.contract().containsKey("holdout"),
        Facts.conversation(decision.session()),
        false,
        Optional.empty());
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
