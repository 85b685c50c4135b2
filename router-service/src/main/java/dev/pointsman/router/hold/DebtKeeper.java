package dev.pointsman.router.hold;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.DecisionIds;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.budget.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Charges what was spent on trust by routers that died before they told: any router does, from the
/// record, once.
///
/// A router charges its own as soon as the budget store is back, so only what is a lease old is
/// looked at. A call without an outcome, `late` after its decision, is taken to have cost the most
/// it could.
final class DebtKeeper {

  /// Fields of a decision's contract: the most that a call on trust could cost.
  static final String MICRO_USD = "on_trust_micro_usd";

  static final String TOKENS = "on_trust_tokens";

  private static final int AT_ONCE = 200;

  private final BudgetDesk desk;
  private final EventLog log;
  private final Lost lost;

  DebtKeeper(BudgetDesk desk, EventLog log, Lost lost) {
    this.desk = desk;
    this.log = log;
    this.lost = lost;
  }

  CompletionStage<Void> tend(Holds holds) {
    return log.debts()
        .owed(AT_ONCE)
        .thenCompose(
            ids -> {
              List<CompletableFuture<Void>> all = new ArrayList<>();
              ids.forEach(id -> all.add(pay(id, holds).toCompletableFuture()));
              return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
            });
  }

  private CompletionStage<Void> pay(String id, Holds holds) {
    return log.find(id)
        .thenCompose(
            found -> found.map(file -> pay(file, holds)).orElseGet(() -> forget(id, holds)));
  }

  /// One is owed before it is on record; its router died between the two, or it left the record.
  private CompletionStage<Void> forget(String id, Holds holds) {
    boolean isGone = isOlder(DecisionIds.millis(id).orElse(0), holds.settings().late());
    return isGone ? log.debts().paid(List.of(id)) : CompletableFuture.completedStage(null);
  }

  private CompletionStage<Void> pay(DecisionFile file, Holds holds) {
    LoggedDecision decision = file.decision();
    boolean isDue =
        file.outcome()
            .map(outcome -> isOlder(outcome.tsMillis(), holds.settings().lease()))
            .orElseGet(() -> isOlder(decision.tsMillis(), holds.settings().late()));
    if (!isDue) {
      return CompletableFuture.completedStage(null);
    }
    return lost.spent(file, most(decision.contract()))
        .thenCompose(
            spent ->
                spent
                    .map(amount -> charge(decision, amount, holds))
                    .orElseGet(() -> CompletableFuture.completedStage(null)));
  }

  /// In the windows of the decision's time, by the budgets of now.
  private CompletionStage<Void> charge(LoggedDecision decision, Amount spent, Holds holds) {
    Instant at = Instant.ofEpochMilli(decision.tsMillis());
    Purse purse = Purse.of(Account.recorded(decision.contract()), holds.tree(), at);
    return desk.store()
        .charge(decision.id(), purse.windows(), spent, decision.tsMillis())
        .thenCompose(charged -> log.debts().paid(List.of(decision.id())));
  }

  private boolean isOlder(long millis, Duration age) {
    return millis <= desk.now().minus(age).toEpochMilli();
  }

  private static Amount most(Map<String, String> contract) {
    return new Amount(number(contract, MICRO_USD), number(contract, TOKENS));
  }

  private static long number(Map<String, String> contract, String field) {
    return Optional.ofNullable(contract.get(field)).map(Long::parseLong).orElse(0L);
  }
}
