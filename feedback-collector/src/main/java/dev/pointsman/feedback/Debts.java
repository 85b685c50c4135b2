package dev.pointsman.feedback;

import dev.pointsman.bandit.log.LoggedDecision;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Decisions whose calls were paid for on trust, as their contract says, and that nobody has
/// charged yet. One is owed from when it is on record, or its outcome is. Any thread; fails when
/// the store is away.
public interface Debts {

  /// The field of a decision's contract.
  String ON_TRUST = "on_trust";

  static boolean isOnTrust(LoggedDecision decision) {
    return decision.contract().containsKey(ON_TRUST);
  }

  /// A decision, and when it was written down last, or its outcome was; epoch ms. What a router's
  /// journal brings is as old as it is there, not as old as the decision.
  record Debt(String decisionId, long sinceMillis) {}

  /// The oldest first.
  CompletionStage<List<Debt>> owed(int most);

  /// Nothing is owed for these any more.
  CompletionStage<Void> paid(List<String> decisionIds);
}
