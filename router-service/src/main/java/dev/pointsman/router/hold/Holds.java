package dev.pointsman.router.hold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.config.BudgetSettings;
import dev.pointsman.router.config.RouterConfig.Budgets;
import dev.pointsman.router.decision.Asker;
import dev.pointsman.router.decision.Prospect;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Supplier;

/// Reserves what a request may spend before it is decided. Immutable; any thread.
///
/// What is reserved is enough for any arm the request may be answered by, or what is left of the
/// budgets when that is less: arms beyond it are not eligible, and answers are bounded to it. So
/// the propensity that is recorded is that of a decision under the budget, and a stand-in needs no
/// second reservation.
public final class Holds {

  private final BudgetDesk desk;
  private final BudgetRegister register;
  private final Supplier<BudgetTree> tree;
  private final BudgetSettings settings;
  private final Purses purses;

  public Holds(BudgetDesk desk, BudgetRegister register, Budgets budgets) {
    this.desk = desk;
    this.register = register;
    this.tree = register.over(budgets.tree());
    this.settings = budgets.settings();
    this.purses = new Purses(settings);
  }

  /// The budgets that bind now.
  public BudgetTree tree() {
    return tree.get();
  }

  /// Done at once when nothing binds the request. Fails with a 402, 429 or 503.
  public Future<Hold> hold(Prospect prospect) {
    Asker asker = prospect.asker();
    Map<String, String> terms = prospect.request().terms().asGiven();
    if (prospect.isReplay() || purses.of(tree(), asker, terms, desk.now()).isEmpty()) {
      return Future.succeededFuture(Hold.NOTHING);
    }
    Needs needs = Needs.of(prospect, settings);
    return new Claiming(
            desk,
            settings,
            prospect.id().toString(),
            needs,
            at -> purses.of(tree(), asker, terms, at))
        .attempt();
  }

  /// Charges what a call cost that somebody else made after `/v1/route`. Once.
  public void charge(String decisionId, Account account, Amount spent) {
    Purse purse = Purse.of(account, tree.get(), desk.now());
    if (!purse.isEmpty()) {
      desk.ledger().charge(decisionId, purse.windows(), spent, desk.now().toEpochMilli());
    }
  }

  public BudgetSettings settings() {
    return settings;
  }

  /// All budgets, and what is spent of them.
  public Future<ObjectNode> report() {
    return desk.told(BudgetReport.all(tree.get(), register::holds, desk.store(), desk.now()));
  }

  /// One of them, without windows when there is none.
  public Future<ObjectNode> report(BudgetPath path) {
    return desk.told(
        BudgetReport.one(path, register.holds(path), tree.get(), desk.store(), desk.now()));
  }

  /// See {@link BudgetRegister#put}.
  public Future<Void> put(BudgetPath path, String json) {
    return desk.told(register.put(path, json));
  }

  /// See {@link BudgetRegister#remove}.
  public Future<Boolean> remove(BudgetPath path) {
    return desk.told(register.remove(path));
  }
}
