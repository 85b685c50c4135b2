package dev.pointsman.router.http;

import dev.pointsman.router.decision.Decider;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.decision.Precedent;
import dev.pointsman.router.decision.Prospect;
import dev.pointsman.router.hold.Hold;
import dev.pointsman.router.http.Keyring.Caller;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.Future;

/// From a request to its decision: which arms may answer, what they may spend, which is drawn.
final class Deciding {

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
    Decider decider = services.decider();
    long start = System.nanoTime();
    Prospect prospect =
        decider.consider(request.chat(), caller.asker(), request::refusal, precedent);
    long considered = System.nanoTime() - start;
    return services
        .holds()
        .hold(prospect)
        .map(
            hold -> {
              long again = System.nanoTime();
              Decision decision = hold.orGiveBack(() -> decider.decide(prospect, hold));
              hold.narrow(decision);
              return new Decided(decision, hold, considered + System.nanoTime() - again);
            });
  }
}
