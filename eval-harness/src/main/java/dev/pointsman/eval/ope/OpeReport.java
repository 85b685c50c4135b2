package dev.pointsman.eval.ope;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.pointsman.bandit.ope.Estimate;
import dev.pointsman.bandit.ope.Estimator;
import dev.pointsman.bandit.ope.Gate;
import dev.pointsman.bandit.ope.OffPolicyEvaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What `eval ope` answers.
///
/// `n` is the number of labelled rows behind the estimates; every estimate stands under its own
/// name. `ess`, `max_weight` and `mean_weight` are over these rows, `ess_routable` and
/// `top_1pct_share` over those on which a policy had a say (the share, over those that match).
/// `anytime` is the sequence for IPS, null for weighted or clustered rows. A figure the log cannot
/// tell is null.
public record OpeReport(
    long n,
    long requests,
    long fixed,
    long volunteered,
    String target,
    String model,
    Map<String, Interval> estimates,
    Interval logged,
    Map<String, Interval> gain,
    @Nullable Interval costUsd,
    @Nullable Interval loggedCostUsd,
    @Nullable Bounds anytime,
    double ess,
    double essRoutable,
    double maxWeight,
    @Nullable Double meanWeight,
    double topShare,
    double unsupportedShare,
    List<ArmShare> arms,
    String verdict,
    List<String> reasons,
    @Nullable Long moreRequests) {

  /// An estimate as JSON has it.
  public record Interval(
      @Nullable Double estimate, @Nullable Double se, @Nullable Double lo, @Nullable Double hi) {
    static Interval of(Estimate estimate) {
      return new Interval(
          finite(estimate.value()),
          finite(estimate.se()),
          finite(estimate.low()),
          finite(estimate.high()));
    }
  }

  /// How often an arm was drawn where a policy had a say, and the mean of 1[drawn] / probability,
  /// which tends to 1; null where the log does not tell the probabilities.
  public record ArmShare(
      String arm, long drawn, @JsonProperty("mean_inverse") @Nullable Double meanInverse) {}

  /// Ends of an interval that may be looked at after every row.
  public record Bounds(double lo, double hi) {}

  record Counts(String target, long requests, long labelled, long fixed, long volunteered) {}

  record Weights(
      double ess,
      double essRoutable,
      double max,
      double mean,
      double topShare,
      double unsupportedShare) {}

  record Rest(
      String model,
      @Nullable Bounds anytime,
      @Nullable Estimate cost,
      @Nullable Estimate loggedCost,
      List<ArmShare> arms,
      Gate.Verdict verdict) {}

  public OpeReport {
    arms = List.copyOf(arms);
    reasons = List.copyOf(reasons);
  }

  public boolean isOk() {
    return verdict.equals("ok");
  }

  /// As it is printed: estimates by name among the other fields.
  @JsonValue
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("n", n);
    json.putAll(estimates);
    json.put("ess", ess);
    json.put("max_weight", maxWeight);
    json.put("mean_weight", meanWeight);
    json.put("verdict", verdict);
    json.put("reasons", reasons);
    json.put("more_requests", moreRequests);
    json.put("target", target);
    json.put("requests", requests);
    json.put("fixed", fixed);
    json.put("volunteered", volunteered);
    json.put("logged", logged);
    json.put("gain", gain);
    json.put("anytime", anytime);
    json.put("cost_usd", costUsd);
    json.put("logged_cost_usd", loggedCostUsd);
    json.put("q_hat", model);
    json.put("ess_routable", essRoutable);
    json.put("top_1pct_share", topShare);
    json.put("unsupported_share", unsupportedShare);
    json.put("arms", arms);
    return json;
  }

  static OpeReport of(
      Counts counts,
      List<Estimator> estimators,
      OffPolicyEvaluation.Results results,
      Weights weights,
      Rest rest) {
    Map<String, Interval> estimates = new LinkedHashMap<>();
    Map<String, Interval> gains = new LinkedHashMap<>();
    for (Estimator estimator : estimators) {
      estimates.put(estimator.name(), Interval.of(results.of(estimator)));
    }
    for (Estimator estimator : List.of(Estimator.SNIPS, Estimator.DR, Estimator.SNDR)) {
      gains.put(estimator.name(), Interval.of(results.gain(estimator)));
    }
    OptionalLong more = rest.verdict().moreRequests();
    Estimate cost = rest.cost();
    Estimate loggedCost = rest.loggedCost();
    return new OpeReport(
        counts.labelled(),
        counts.requests(),
        counts.fixed(),
        counts.volunteered(),
        counts.target(),
        rest.model(),
        estimates,
        Interval.of(results.logged()),
        gains,
        cost == null ? null : Interval.of(cost),
        loggedCost == null ? null : Interval.of(loggedCost),
        rest.anytime(),
        weights.ess(),
        weights.essRoutable(),
        weights.max(),
        finite(weights.mean()),
        weights.topShare(),
        weights.unsupportedShare(),
        rest.arms(),
        rest.verdict().isOk() ? "ok" : "refused",
        rest.verdict().reasons(),
        more.isPresent() ? more.getAsLong() : null);
  }

  static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
