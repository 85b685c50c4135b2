package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer.Granted;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Decision;
import java.util.Map;
import java.util.OptionalInt;

/// What one request has reserved. Every arm it may use is within it, so a stand-in needs no more.
final class Reservation implements Hold {

  private final String id;
  private final Needs needs;
  private final Ledger ledger;
  private final boolean isTight;
  private final Map<String, String> payers;
  private final Map<String, String> headers;
  private final boolean fitsInFull;
  private Amount amount;
  private boolean isSettled;

  Reservation(String id, Needs needs, Granted granted, Purse purse, Ledger ledger) {
    this.id = id;
    this.needs = needs;
    this.ledger = ledger;
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

  /// Arms that fit in full; where none does, those that fit when their answer is cut.
  @Override
  public boolean reaches(ServedArm arm) {
    Need need = needs.of(arm);
    return amount.covers(fitsInFull ? need.most() : need.least(needs.leastOutputTokens()));
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
      ledger.shrink(id, rest);
    }
  }

  @Override
  public void settle(Amount spent) {
    if (!isSettled) {
      isSettled = true;
      ledger.settle(id, amount, spent);
    }
  }

  @Override
  public Map<String, String> payers() {
    return payers;
  }

  @Override
  public Map<String, String> headers() {
    return headers;
  }
}
