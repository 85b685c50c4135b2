package dev.pointsman.bandit.learners;

import java.util.LinkedHashMap;
import java.util.Map;

/// How many tokens each arm will answer with, and how long it will take.
///
/// ln(1 + tokens) is regressed on the context by a {@link Hierarchy}; a forecast is κ (e^θx - 1).
/// The calibrator κ = Σ used / Σ foretold, an arm's own, each forecast made before its call, turns
/// the median into a mean and follows slowly. Dollars are made from tokens by the price of the
/// moment, so a price change needs no relearning.
///
/// One thread; `forecasts` for others. O(d²) a call.
final class TokenHead {

  private static final double USUAL_TOKENS = 200;
  private static final double CALIBRATION_TOKENS = 10 * USUAL_TOKENS;

  private final Hierarchy logTokens;
  private final Map<String, Calls> calls = new LinkedHashMap<>();

  /// Sums over an arm's calls.
  record Calls(double used, double foretold, Latency latency) {

    static final Calls NONE = new Calls(CALIBRATION_TOKENS, CALIBRATION_TOKENS, Latency.UNKNOWN);

    double calibrator() {
      return used / foretold;
    }

    Calls plus(double tokens, double forecast) {
      return new Calls(used + tokens, foretold + forecast, latency);
    }

    Calls took(double millis) {
      return new Calls(used, foretold, latency.after(millis));
    }
  }

  TokenHead(Blocks blocks, boolean sharing) {
    double expected = StrictMath.log1p(USUAL_TOKENS);
    this.logTokens =
        new Hierarchy(blocks, new Hierarchy.Settings(expected, 1, 2, 300, 30, 1, sharing));
  }

  void save(StateWriter out) {
    logTokens.save(out);
    out.count(calls.size());
    calls.forEach(
        (arm, sums) -> {
          out.text(arm);
          out.number(sums.used());
          out.number(sums.foretold());
          out.number(sums.latency().calls());
          out.number(sums.latency().logMean());
          out.number(sums.latency().logVariance());
        });
  }

  void restore(StateReader in) {
    logTokens.restore(in);
    for (int left = in.count(Hierarchy.MOST_ARMS); left > 0; left--) {
      calls.put(in.text(), new Calls(in.finite(), in.finite(), latency(in)));
    }
  }

  private static Latency latency(StateReader in) {
    return new Latency(in.finite(), in.number(), in.finite());
  }

  void at(long millis) {
    logTokens.at(millis);
  }

  void learn(String arm, double[] x, double outputTokens, double latencyMs) {
    Calls before = calls.getOrDefault(arm, Calls.NONE);
    if (outputTokens >= 0) {
      before = before.plus(outputTokens, Forecasts.median(logTokens.mean(arm, x)));
      logTokens.replace(arm, x, Amendment.first(StrictMath.log1p(outputTokens), 1));
    }
    calls.put(arm, latencyMs >= 0 ? before.took(latencyMs) : before);
  }

  Forecasts forecasts() {
    return new Forecasts(logTokens.beliefs(), Map.copyOf(calls));
  }
}
