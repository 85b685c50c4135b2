package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Decision;
import dev.pointsman.router.decision.Pace;
import dev.pointsman.router.decision.Prospect;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// A hold on a request that some models may not be asked now. Once it is decided, a model with
/// limits of its own stands in for no other: only the one that was drawn is counted.
final class Rated implements Hold {

  private static final String SUFFIX = "/model";

  private final Hold inner;
  private final String id;
  private final ModelRates rates;
  private final Set<String> full;
  private Optional<ServedArm> entered = Optional.empty();

  Rated(Hold inner, String decisionId, ModelRates rates, Set<String> full) {
    this.inner = inner;
    this.id = decisionId + SUFFIX;
    this.rates = rates;
    this.full = Set.copyOf(full);
  }

  @Override
  public Future<Boolean> enter(Decision decision) {
    ServedArm arm = decision.chosen();
    return rates
        .claim(id, arm)
        .onSuccess(isIn -> entered = isIn ? Optional.of(arm) : Optional.empty());
  }

  @Override
  public boolean isFree(ServedArm arm) {
    return !full.contains(arm.arm().id());
  }

  @Override
  public boolean reaches(ServedArm arm) {
    boolean mayStandIn = entered.isEmpty() || entered.get().equals(arm) || !rates.bind(arm);
    return mayStandIn && inner.reaches(arm);
  }

  @Override
  public void settle(Amount spent, CompletionStage<?> recorded) {
    inner.settle(spent, recorded);
    if (entered.filter(rates::bind).isPresent()) {
      rates.settle(id, spent);
    }
    entered = Optional.empty();
  }

  @Override
  public boolean isBound() {
    return inner.isBound();
  }

  @Override
  public Future<Void> confirmed() {
    return inner.confirmed();
  }

  @Override
  public Pace pace(Prospect prospect) {
    return inner.pace(prospect);
  }

  @Override
  public OptionalInt maxOutput(ServedArm arm) {
    return inner.maxOutput(arm);
  }

  @Override
  public void narrow(Decision decision) {
    inner.narrow(decision);
  }

  @Override
  public Map<String, String> payers() {
    return inner.payers();
  }

  @Override
  public Map<String, String> headers() {
    return inner.headers();
  }
}
