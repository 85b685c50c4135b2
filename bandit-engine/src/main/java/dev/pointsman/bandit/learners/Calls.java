package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;

/// What calls for one prompt are expected to cost and how long they take. Immutable.
///
/// A cascade calls its opening always, its models at once except that a judge waits for its answer,
/// and its last model when the verifier does not accept.
final class Calls {

  private final Forecasts forecasts;
  private final double[] x;
  private final int inputTokens;

  Calls(Forecasts forecasts, double[] x, int inputTokens) {
    this.forecasts = forecasts;
    this.x = x;
    this.inputTokens = inputTokens;
  }

  double costUsd(Arm model) {
    return model.price().usd(inputTokens, forecasts.tokens(model.id(), x));
  }

  double costUsd(Cascade cascade, double acceptance) {
    double cost = (1 - acceptance) * costUsd(cascade.last());
    for (Arm leg : cascade.asked()) {
      cost += costUsd(leg);
    }
    return cost;
  }

  /// Milliseconds, NaN while unknown.
  double latencyMs(Arm model) {
    return forecasts.latencyMs(model.id());
  }

  double latencyMs(Cascade cascade, double acceptance) {
    double opening = 0;
    for (Arm leg : cascade.asked()) {
      double own = latencyMs(leg);
      opening =
          cascade.verifier() == Cascade.Verifier.JUDGE ? opening + own : Math.max(opening, own);
    }
    return opening + (1 - acceptance) * latencyMs(cascade.last());
  }
}
