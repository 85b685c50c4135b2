package dev.pointsman.bandit;

/// What a policy expects of one arm for one context.
///
/// `quality` 0..1 and its standard deviation, cost in USD, latency in milliseconds that nine calls
/// of ten stay below (NaN when none was seen).
public record Prediction(double quality, double deviation, double costUsd, double latencyMs) {

  /// Utility of this arm under the question's weights.
  public double utility(Question question) {
    return question.value() * quality - question.lambda() * costUsd;
  }
}
