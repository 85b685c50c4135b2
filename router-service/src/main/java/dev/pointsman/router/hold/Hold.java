package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.decision.Means;
import io.vertx.core.Future;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// What one request has reserved, from before its decision until its end. One event loop.
public interface Hold extends Means {

  /// Of a request that no budget and no limit binds.
  Hold NOTHING = new Hold() {};

  /// Whether anything is reserved.
  default boolean isBound() {
    return false;
  }

  /// Whether the decided arm may be asked now; if not, there is to be another decision under
  /// another hold.
  default Future<Boolean> enter(Decision decision) {
    return Future.succeededFuture(true);
  }

  /// Completes when what is reserved is sure to be still, just before it is spent; fails when it is
  /// not: a router that was held up for long may have been taken for dead.
  default Future<Void> confirmed() {
    return Future.succeededFuture();
  }

  /// Gives back what the decided arm cannot need, where others wait for it.
  default void narrow(Decision decision) {}

  /// The most output tokens that the arm may be asked for; empty where nothing bounds them.
  default OptionalInt maxOutput(ServedArm arm) {
    return OptionalInt.empty();
  }

  /// Charges what was spent in place of what was reserved; once, and nothing later changes it.
  default void settle(Amount spent) {
    settle(spent, CompletableFuture.completedStage(null));
  }

  /// The same as soon as it is on record, or cannot be: a router that dies between the two leaves a
  /// reservation, which is then wound up by the record.
  default void settle(Amount spent, CompletionStage<?> recorded) {}

  /// What is made of it; when that fails everything is given back.
  default <T> T orGiveBack(Supplier<T> made) {
    try {
      return made.get();
    } catch (RuntimeException e) {
      settle(Amount.NONE);
      throw e;
    }
  }

  /// Headers that tell the client of it.
  default Map<String, String> headers() {
    return Map.of();
  }
}
