package dev.pointsman.feedback.spend;

import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.DecisionFile;
import java.util.Arrays;
import java.util.List;

/// Sums over requests. What is asked for is a {@link Part}; each is exact up to 2^53. Immutable.
public final class Tally {

  /// What is summed, in the order in which a store keeps it.
  public enum Part {
    REQUESTS,
    /// That ended well, or were left by the client after something was relayed.
    ANSWERS,
    INPUT_TOKENS,
    /// Part of the input that the provider had cached.
    CACHED_TOKENS,
    OUTPUT_TOKENS,
    MICRO_USD,
    /// Squares of a request's micro-USD, for intervals.
    SQUARED_MICRO_USD,
    /// Answered from our cache.
    CACHE_HITS,
    /// What those would have cost, micro-USD.
    CACHE_SAVED_MICRO_USD,
    /// Answers with a reward.
    RATED,
    /// Those of a reward of at least 0.5.
    GOOD,
    /// Rewards in millionths.
    QUALITY_PPM,
    /// Squares of rewards in millionths.
    SQUARED_QUALITY_PPM,
    /// Served by less than would have been chosen, because money was short.
    DEGRADED,
    /// Refused for lack of money; no request.
    DENIED,
    /// Served by the incumbent of a route that only observes.
    OBSERVED,
    /// What the policy's choice was expected to save of those, micro-USD.
    WOULD_SAVE_MICRO_USD,
    /// Those whose quality was expected to fall by more than 0.05.
    AT_RISK
  }

  private static final List<Part> PARTS = List.of(Part.values());

  public static final Tally NONE = new Tally(new double[PARTS.size()]);
  public static final Tally DENIAL = NONE.with(Part.DENIED, 1);

  private static final double GOOD_REWARD = 0.5;
  private static final double QUALITY_AT_RISK = 0.05;
  private static final double LARGEST_WHOLE = 1L << 53;

  private final double[] sums;

  private Tally(double[] sums) {
    this.sums = sums;
  }

  /// One outcome.
  public static Tally of(LoggedDecision decision, LoggedOutcome outcome) {
    Tokens tokens = outcome.tokens();
    boolean isAnswer =
        outcome.status() == Status.OK
            || (outcome.status() == Status.CANCELLED && tokens.output() > 0);
    double cost = outcome.costMicroUsd();
    return NONE.with(Part.REQUESTS, 1)
        .with(Part.ANSWERS, isAnswer ? 1 : 0)
        .with(Part.INPUT_TOKENS, tokens.input())
        .with(Part.CACHED_TOKENS, tokens.cached())
        .with(Part.OUTPUT_TOKENS, tokens.output())
        .with(Part.MICRO_USD, cost)
        .with(Part.SQUARED_MICRO_USD, cost * cost)
        .with(Part.DEGRADED, decision.contract().containsKey("degraded") ? 1 : 0)
        .plus(cached(decision))
        .plus(observed(decision));
  }

  private static Tally cached(LoggedDecision decision) {
    if (!decision.isCacheHit()) {
      return NONE;
    }
    double usd = decision.eligible().get(decision.chosen()).predicted().costUsd();
    return NONE.with(Part.CACHE_HITS, 1).with(Part.CACHE_SAVED_MICRO_USD, micro(usd));
  }

  private static Tally observed(LoggedDecision decision) {
    String wish = decision.contract().getOrDefault("would_choose", "");
    Prediction served = decision.eligible().get(decision.chosen()).predicted();
    for (Candidate candidate : decision.eligible()) {
      if (candidate.arm().equals(wish)) {
        Prediction wished = candidate.predicted();
        boolean isAtRisk = wished.quality() < served.quality() - QUALITY_AT_RISK;
        return NONE.with(Part.OBSERVED, 1)
            .with(Part.WOULD_SAVE_MICRO_USD, micro(served.costUsd() - wished.costUsd()))
            .with(Part.AT_RISK, isAtRisk ? 1 : 0);
      }
    }
    return NONE;
  }

  private static double micro(double usd) {
    return Double.isFinite(usd) ? Math.rint(usd * 1e6) : 0;
  }

  /// What an answer's signals say of it by now; nothing where there is no reward, or no answer.
  public static Tally worth(DecisionFile file) {
    boolean isAnswer =
        file.outcome()
            .map(o -> o.status() == Status.OK || o.status() == Status.CANCELLED)
            .orElse(false);
    if (!isAnswer || file.reward().isEmpty()) {
      return NONE;
    }
    double value = file.reward().get().value();
    return NONE.with(Part.RATED, 1)
        .with(Part.GOOD, value >= GOOD_REWARD ? 1 : 0)
        .with(Part.QUALITY_PPM, Math.rint(value * 1e6))
        .with(Part.SQUARED_QUALITY_PPM, Math.rint(value * value * 1e6));
  }

  /// A sum; 0 where nothing was added.
  public double get(Part part) {
    return sums[PARTS.indexOf(part)];
  }

  public long whole(Part part) {
    return Math.round(get(part));
  }

  public Tally with(Part part, double sum) {
    double[] changed = sums.clone();
    changed[PARTS.indexOf(part)] = sum;
    return new Tally(changed);
  }

  public Tally plus(Tally other) {
    return combined(other, 1);
  }

  public Tally minus(Tally other) {
    return combined(other, -1);
  }

  /// As text: the sums in the order of their parts.
  public String packed() {
    StringBuilder text = new StringBuilder();
    for (double sum : sums) {
      text.append(text.isEmpty() ? "" : " ");
      if (sum == Math.rint(sum) && Math.abs(sum) < LARGEST_WHOLE) {
        text.append((long) sum);
      } else {
        text.append(sum);
      }
    }
    return text.toString();
  }

  /// Reads what `packed` wrote, also of a build that knew fewer parts; a `NumberFormatException`
  /// for anything else.
  public static Tally parse(String packed) {
    String[] texts = packed.split(" ", -1);
    double[] sums = new double[PARTS.size()];
    for (int i = 0; i < Math.min(texts.length, sums.length); i++) {
      sums[i] = Double.parseDouble(texts[i]);
    }
    return new Tally(sums);
  }

  private Tally combined(Tally other, int sign) {
    double[] total = new double[sums.length];
    for (int i = 0; i < total.length; i++) {
      total[i] = sums[i] + sign * other.sums[i];
    }
    return new Tally(total);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally that && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "Tally(" + packed() + ")";
  }
}
