package dev.pointsman.feedback;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.feedback.spend.SpendLedger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Where decisions, outcomes and feedback are written down. Any thread; nothing here blocks.
///
/// `decided` and `finished` never fail a request: when the store is away they are spooled or
/// dropped and counted. `feedback` completes only when the event is durable.
public interface EventLog extends AutoCloseable {

  /// Completes when the decision is readable by `find` and open to feedback (or was given up on).
  CompletionStage<Void> decided(LoggedDecision decision);

  CompletionStage<Void> finished(LoggedDecision decision, LoggedOutcome outcome);

  /// `idempotencyKey` with an equal body gives the first answer again.
  CompletionStage<Acknowledgement> feedback(Feedback feedback, Optional<String> idempotencyKey);

  /// Teaches what an arm did off the user's path, once for each arm of a decision; false when it
  /// was told before or the decision is not on record. Fails when the store is away.
  CompletionStage<Boolean> shadowed(String route, ShadowGrade grade);

  /// Tells the route's learners which arms there are from now on, unless that is what they were
  /// told last. Completes with the arms that were told first of all, which a fold begins with;
  /// fails when the store is away.
  CompletionStage<List<Arm>> arms(String route, List<Arm> arms);

  CompletionStage<Optional<DecisionFile>> find(String decisionId);

  /// What was spent, by the outcomes that were written down here.
  SpendLedger spend();

  /// What was spent on trust and is not charged yet.
  Debts debts();

  @Override
  void close();
}
