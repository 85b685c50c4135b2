package dev.pointsman.bandit.learners;

import java.util.Map;
import java.util.OptionalDouble;

/// What a token head foretells at one moment. Immutable, any thread.
record Forecasts(Beliefs logTokens, Map<String, TokenHead.Calls> calls) {

  private static final double MOST_LOG_TOKENS = 14;

  /// Expected output tokens of a call.
  double tokens(String arm, double[] x) {
    double logTokensHere = logTokens.of(arm, OptionalDouble.empty()).mean(x);
    return calls(arm).calibrator() * median(logTokensHere);
  }

  /// Milliseconds that nine calls of ten stay below, NaN while unknown.
  double latencyMs(String arm) {
    return calls(arm).latency().p90();
  }

  /// e^log - 1, kept in 0 to about a million.
  static double median(double logTokens) {
    return StrictMath.expm1(Math.clamp(logTokens, 0, MOST_LOG_TOKENS));
  }

  private TokenHead.Calls calls(String arm) {
    return calls.getOrDefault(arm, TokenHead.Calls.NONE);
  }
}
