package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.router.budget.OnCap;
import dev.pointsman.router.config.BudgetSettings;
import dev.pointsman.router.hold.Allowance.Trust;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// One request's way to its reservation. Where others hold what it needs, it asks again for a
/// while; where the store's day is another than ours, it asks for that one. One event loop.
final class Claiming {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
  private static final int MOST_DAYS = 3;

  private final BudgetDesk desk;
  private final BudgetSettings settings;
  private final String id;
  private final Needs needs;
  private final Function<Instant, Purse> purses;
  private final long startNanos = System.nanoTime();
  private Duration pause = FIRST_PAUSE;
  private int outdated;

  Claiming(
      BudgetDesk desk,
      BudgetSettings settings,
      String id,
      Needs needs,
      Function<Instant, Purse> purses) {
    this.desk = desk;
    this.settings = settings;
    this.id = id;
    this.needs = needs;
    this.purses = purses;
  }

  Future<Hold> attempt() {
    Purse purse = purses.apply(desk.now());
    if (settings.allowanceMicroUsd().isPresent() && desk.isAway()) {
      return onTrust(purse, id);
    }
    Amount most = needs.most();
    Claim claim = new Claim(id, most, purse.parts(most, needs.least()), settings.lease());
    return desk.reserve(claim)
        .map(Optional::of)
        .otherwise(Optional.empty())
        .compose(
            answer ->
                answer.isPresent() ? on(answer.get(), purse, claim) : onTrust(purse, claim.id()));
  }

  /// The store is away: what only a rate binds goes on; else the allowance pays, if there is one.
  private Future<Hold> onTrust(Purse purse, String id) {
    if (!purse.hasCaps()) {
      desk.ledger().giveBack(id);
      return Future.succeededFuture(Hold.NOTHING);
    }
    Optional<Trust> trust =
        settings
            .allowanceMicroUsd()
            .flatMap(allowed -> desk.allowance().grant(allowed, purse, needs, desk.now()));
    if (trust.isEmpty()) {
      desk.ledger().giveBack(id);
      return Future.failedFuture(RequestFailure.budgetsAway());
    }
    return Future.succeededFuture(
        reservation(
            trust.get().granted(),
            purse,
            trust.get().counter(),
            amount -> Future.succeededFuture()));
  }

  private Hold reservation(
      Answer.Granted granted,
      Purse purse,
      Counter counter,
      Function<Amount, Future<Void>> confirmation) {
    return new Reservation(id, needs, granted, purse, desk.paces(), counter, confirmation);
  }

  /// Another router may have given back what was reserved longer than a lease ago. The same claim
  /// again is granted as before, or anew.
  private Future<Void> confirm(Claim claim, Instant granted, Amount needed) {
    if (Duration.between(granted, desk.now()).compareTo(claim.lease().dividedBy(2)) < 0) {
      return Future.succeededFuture();
    }
    return desk.reserve(claim)
        .compose(
            answer ->
                answer instanceof Answer.Granted again && again.amount().covers(needed)
                    ? Future.succeededFuture()
                    : Future.failedFuture(RequestFailure.budgetsAway()));
  }

  private Future<Hold> on(Answer answer, Purse purse, Claim claim) {
    return switch (answer) {
      case Answer.Granted granted ->
          Future.succeededFuture(
              reservation(
                  granted,
                  purse,
                  desk.ledger(),
                  amount -> confirm(claim, Instant.ofEpochMilli(granted.nowMillis()), amount)));
      case Answer.Outdated _ -> {
        outdated++;
        yield outdated > MOST_DAYS ? Future.failedFuture(RequestFailure.budgetsAway()) : attempt();
      }
      case Answer.Refused refused -> {
        Amount least = claim.parts().get(refused.window()).least();
        yield Refusals.isOnlyReserved(purse, refused, least)
            ? again(purse, refused, least)
            : Future.failedFuture(refusal(purse, refused, least));
      }
    };
  }

  private static RuntimeException refusal(Purse purse, Answer.Refused refused, Amount least) {
    RequestFailure failure = Refusals.of(purse, refused, least);
    boolean mayBePassed =
        purse.bounds().get(refused.window()) instanceof Bound.Cap cap
            && cap.rule().onCap() == OnCap.APPROVE;
    return mayBePassed ? new Consent.CapHit(failure.message()) : failure;
  }

  private Future<Hold> again(Purse purse, Answer.Refused refused, Amount least) {
    long waited = (System.nanoTime() - startNanos) / 1_000_000;
    long left = settings.patience().toMillis() - waited;
    if (left <= 0) {
      return Future.failedFuture(refusal(purse, refused, least));
    }
    Duration next = pause.toMillis() > left ? Duration.ofMillis(left) : pause;
    pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.plus(pause) : pause;
    return desk.pause(next).compose(done -> attempt());
  }
}
