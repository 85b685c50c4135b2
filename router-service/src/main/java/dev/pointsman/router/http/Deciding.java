package dev.pointsman.router.http;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.decision.Decider;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.decision.Precedent;
import dev.pointsman.router.decision.Prospect;
import dev.pointsman.router.hold.Hold;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.Future;

/// From a request to its decision: which arms may answer, what they may spend, which is drawn.
final class Deciding {

  /// A model that others took meanwhile is left out of the next draw.
  private static final int MOST_TRIES = 3;

  private final Services services;

  Deciding(Services services) {
    this.services = services;
  }

  /// What was decided, what is reserved for it, and how long deciding took, without the wait for
  /// the store.
  record Decided(Decision decision, Hold hold, long nanos) {}

  /// Done at once where no budget and no limit binds. Fails with all that {@link Decider} and
  /// {@link dev.pointsman.router.hold.Holds} refuse; then nothing stays reserved.
  Future<Decided> decide(ApiRequest request, Caller caller, Precedent precedent) {
    return decide(request, caller, precedent, MOST_TRIES);
  }

  private Future<Decided> decide(
      ApiRequest request, Caller caller, Precedent precedent, int tries) {
    Decider decider = services.decider();
    long start = System.nanoTime();
    Prospect prospect =
        decider.consider(request.chat(), caller.asker(), request::refusal, precedent);
    long considered = System.nanoTime() - start;
    return services
        .holds()
        .hold(prospect)
        .compose(
            hold -> {
              long again = System.nanoTime();
              Decision decision = hold.orGiveBack(() -> decider.decide(prospect, hold));
              long nanos = considered + System.nanoTime() - again;
              return hold.enter(decision)
                  .compose(
                      isIn -> {
                        if (isIn) {
                          hold.narrow(decision);
                          return Future.succeededFuture(new Decided(decision, hold, nanos));
                        }
                        hold.settle(Amount.NONE);
                        return tries > 1
                            ? decide(request, caller, precedent, tries - 1)
                            : Future.failedFuture(busy(decision));
                      });
            });
  }

  private static RequestFailure busy(Decision decision) {
    return RequestFailure.rateLimited(
        "model `"
            + decision.chosen().arm().id()
            + "` is asked as much as its limits allow; try again shortly",
        1);
  }
}
