package dev.pointsman.router.hold;

import dev.pointsman.feedback.Debts;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer.Granted;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.decision.Pace;
import dev.pointsman.router.decision.Prospect;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// What one request has reserved. Every arm it may use is within it, so a stand-in needs no more.
final class Reservation implements Hold {

  private static final String BUDGET = "x-pointsman-budget";

  private final String id;
  private final Needs needs;
  private final Counter counter;
  private final boolean isTight;
  private final Map<String, String> payers;
  private final Map<String, String> headers;
  private final Function<Prospect, Optional<Pace>> paces;
  private final boolean fitsInFull;
  private final Function<Amount, Future<Void>> confirmation;
  private Amount amount;
  private boolean isDegraded;
  private boolean isSettled;

  /// `confirmation` asks whether so much is still reserved.
  Reservation(
      String id,
      Needs needs,
      Granted granted,
      Purse purse,
      BudgetPaces paces,
      Counter counter,
      Function<Amount, Future<Void>> confirmation) {
    this.confirmation = confirmation;
    this.id = id;
    this.needs = needs;
    this.counter = counter;
    Instant now = Instant.ofEpochMilli(granted.nowMillis());
    this.paces = prospect -> paces.pace(purse, granted.levels(), now, prospect);
    this.isDegraded = !granted.amount().covers(needs.most());
    this.amount = granted.amount();
    this.isTight = purse.isTight(granted.levels());
    this.payers = purse.payers();
    this.headers = purse.headers(granted.levels());
    this.fitsInFull = needs.byArm().values().stream().anyMatch(n -> amount.covers(n.most()));
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public Future<Void> confirmed() {
    return confirmation.apply(amount);
  }

  /// Arms that fit in full; where none does, those that fit when their answer is cut.
  @Override
  public boolean reaches(ServedArm arm) {
    Need need = needs.of(arm);
    return amount.covers(fitsInFull ? need.most() : need.least(needs.leastOutputTokens()));
  }

  @Override
  public Pace pace(Prospect prospect) {
    Pace route = prospect.brain().pace();
    Optional<Pace> budget = paces.apply(prospect);
    if (budget.isEmpty()) {
      return route;
    }
    Thrifty pace = new Thrifty(budget.get(), route);
    isDegraded |= pace.isThriftier();
    return pace;
  }

  @Override
  public OptionalInt maxOutput(ServedArm arm) {
    Need need = needs.of(arm);
    return need.outputTokens() == 0
        ? OptionalInt.empty()
        : OptionalInt.of(Math.max(1, need.affordable(amount)));
  }

  @Override
  public void narrow(Decision decision) {
    Amount rest = needs.of(decision.chosen()).most().min(amount);
    if (isTight && !rest.equals(amount)) {
      amount = rest;
      counter.shrink(id, rest);
    }
  }

  @Override
  public void settle(Amount spent, CompletionStage<?> recorded) {
    if (!isSettled) {
      isSettled = true;
      Amount reserved = amount;
      recorded.whenComplete((done, failure) -> counter.settle(id, reserved, spent));
    }
  }

  @Override
  public Map<String, String> payers() {
    if (counter.isTrusting()) {
      Map<String, String> most = with(payers, Debts.ON_TRUST, "true");
      most.put(DebtKeeper.MICRO_USD, Long.toString(amount.microUsd()));
      most.put(DebtKeeper.TOKENS, Long.toString(amount.tokens()));
      return most;
    }
    return isDegraded ? with(payers, "degraded", "true") : payers;
  }

  @Override
  public Map<String, String> headers() {
    if (counter.isTrusting()) {
      return Map.of(BUDGET, "allowance");
    }
    return isDegraded ? with(headers, BUDGET, "degraded") : headers;
  }

  private static Map<String, String> with(Map<String, String> some, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(some);
    more.put(key, value);
    return more;
  }
}
