package dev.pointsman.router.hold;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.Debts.Debt;
import dev.pointsman.feedback.DecisionFile;
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
/// A router charges its own as soon as the budget store is back, so only what has been on record
/// for a lease is looked at. A call whose decision was there for `late` without an outcome is taken
/// to have cost the most it could.
final class DebtKeeper {

  /// Fields of a decision's contract: the most that a call on trust could cost.
  static final String MICRO_USD = "on_trust_micro_usd";

  static final String TOKENS = "on_trust_tokens";

  private static final int AT_ONCE = 200;
  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

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
            debts -> {
              List<CompletableFuture<Void>> all = new ArrayList<>();
              debts.forEach(debt -> all.add(pay(debt, holds).toCompletableFuture()));
              return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
            });
  }

  private CompletionStage<Void> pay(Debt debt, Holds holds) {
    Duration lease = holds.settings().lease();
    Duration late = holds.settings().late();
    if (!isOlder(debt, lease)) {
      return DONE;
    }
    return log.find(debt.decisionId())
        .thenCompose(
            found -> {
              boolean isKnown = found.flatMap(DecisionFile::outcome).isPresent();
              if (!isKnown && !isOlder(debt, late)) {
                return DONE;
              }
              // One is owed before it is on record; its router died between, or it left the record.
              return found
                  .map(file -> pay(file, holds))
                  .orElseGet(() -> log.debts().paid(List.of(debt.decisionId())));
            });
  }

  private CompletionStage<Void> pay(DecisionFile file, Holds holds) {
    LoggedDecision decision = file.decision();
    return lost.spent(file, most(decision.contract()))
        .thenCompose(spent -> spent.map(amount -> charge(decision, amount, holds)).orElse(DONE));
  }

  /// In the windows of the decision's time, by the budgets of now.
  private CompletionStage<Void> charge(LoggedDecision decision, Amount spent, Holds holds) {
    Instant at = Instant.ofEpochMilli(decision.tsMillis());
    Purse purse = Purse.of(Account.recorded(decision.contract()), holds.tree(), at);
    return desk.store()
        .charge(decision.id(), purse.windows(), spent, decision.tsMillis())
        .thenCompose(charged -> log.debts().paid(List.of(decision.id())));
  }

  private boolean isOlder(Debt debt, Duration age) {
    return debt.sinceMillis() <= desk.now().minus(age).toEpochMilli();
  }

  private static Amount most(Map<String, String> contract) {
    return new Amount(number(contract, MICRO_USD), number(contract, TOKENS));
  }

  private static long number(Map<String, String> contract, String field) {
    return Optional.ofNullable(contract.get(field)).map(Long::parseLong).orElse(0L);
  }
}
