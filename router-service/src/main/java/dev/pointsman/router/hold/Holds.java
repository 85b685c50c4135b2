package dev.pointsman.router.hold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.approval.ApprovalBook;
import dev.pointsman.router.approval.Wish.Kind;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.budget.InputLimit;
import dev.pointsman.router.budget.InputLimit.Over;
import dev.pointsman.router.budget.SessionLimit;
import dev.pointsman.router.config.BudgetSettings;
import dev.pointsman.router.config.RouterConfig.Budgets;
import dev.pointsman.router.decision.Asker;
import dev.pointsman.router.decision.Prospect;
import dev.pointsman.router.hold.Consent.CapHit;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
  private final ApprovalBook approvals;
  private final Supplier<BudgetTree> tree;
  private final BudgetSettings settings;
  private final Purses purses;

  public Holds(BudgetDesk desk, BudgetRegister register, ApprovalBook approvals, Budgets budgets) {
    this.desk = desk;
    this.approvals = approvals;
    this.register = register;
    this.tree = register.over(budgets.tree());
    this.settings = budgets.settings();
    this.purses = new Purses(settings);
  }

  /// The budgets that bind now.
  public BudgetTree tree() {
    return tree.get();
  }

  /// Done at once when nothing binds the request. Fails with a 402, 403, 429 or 503.
  public Future<Hold> hold(Prospect prospect) {
    if (prospect.isReplay() || !ModelRates.concern(prospect)) {
      return paid(prospect);
    }
    ModelRates rates =
        new ModelRates(desk, settings.lease(), prospect, Needs.of(prospect, settings));
    String id = prospect.id().toString();
    return rates
        .full(prospect)
        .compose(full -> paid(prospect).map(hold -> new Rated(hold, id, rates, full)));
  }

  private Future<Hold> paid(Prospect prospect) {
    Function<Instant, Purse> purses = purses(prospect);
    Purse purse = purses.apply(desk.now());
    Optional<String> input = tooLong(prospect);
    if (prospect.isReplay() || (purse.isEmpty() && input.isEmpty())) {
      return Future.succeededFuture(Hold.NOTHING);
    }
    Needs needs = Needs.of(prospect, settings);
    Consent consent = new Consent(desk, approvals, settings.approvalLife(), prospect, needs);
    Optional<String> why = input.or(() -> purse.tooLarge(needs.most()));
    if (why.isEmpty()) {
      return claim(prospect, needs, purses)
          .recover(cause -> pass(cause, consent, prospect, needs, purses));
    }
    return consent
        .given(Kind.SIZE, why.get())
        .compose(
            word ->
                claim(prospect, needs, word.wish().kind() == Kind.CAP ? lifted(purses) : purses)
                    .compose(hold -> consent.use(word, hold))
                    .recover(cause -> pass(cause, consent, prospect, needs, purses)));
  }

  private Future<Hold> claim(Prospect prospect, Needs needs, Function<Instant, Purse> purses) {
    return purses.apply(desk.now()).isEmpty()
        ? Future.succeededFuture(Hold.NOTHING)
        : new Claiming(desk, settings, prospect.id().toString(), needs, purses).attempt();
  }

  /// A cap that somebody may agree to pass.
  private Future<Hold> pass(
      Throwable cause,
      Consent consent,
      Prospect prospect,
      Needs needs,
      Function<Instant, Purse> purses) {
    if (!(cause instanceof CapHit hit)) {
      return Future.failedFuture(cause);
    }
    return consent
        .given(Kind.CAP, String.valueOf(hit.getMessage()))
        .compose(
            word ->
                claim(prospect, needs, lifted(purses)).compose(hold -> consent.use(word, hold)));
  }

  private static Optional<String> tooLong(Prospect prospect) {
    InputLimit input = prospect.asker().limits().input();
    return input.means(Over.APPROVE, prospect.inputTokens())
        ? Optional.of(
            "about "
                + prospect.inputTokens()
                + " input tokens are more than the "
                + input.tokens()
                + " that the key `"
                + prospect.asker().name()
                + "` may send without approval")
        : Optional.empty();
  }

  private static Function<Instant, Purse> lifted(Function<Instant, Purse> purses) {
    return at -> purses.apply(at).lifted();
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
    BudgetTree now = tree.get();
    boolean isRuntime = register.holds(now.entry(path));
    return desk.told(BudgetReport.one(path, isRuntime, now, desk.store(), desk.now()));
  }

  /// See {@link BudgetRegister#put}.
  public Future<Void> put(BudgetPath path, String json) {
    return desk.told(register.put(path, json));
  }

  /// See {@link BudgetRegister#remove}.
  public Future<Boolean> remove(BudgetPath path) {
    return desk.told(register.remove(path));
  }

  /// Who was asked for a word, and what they said.
  public ApprovalBook approvals() {
    return approvals;
  }

  private Function<Instant, Purse> purses(Prospect prospect) {
    Asker asker = prospect.asker();
    Map<String, String> terms = prospect.request().terms().asGiven();
    SessionLimit session = asker.limits().session();
    return at -> {
      Purse purse = purses.of(tree(), asker, terms, at);
      return session.equals(SessionLimit.NONE)
          ? purse
          : purse.with(asker.name(), prospect.conversation(), session);
    };
  }
}
