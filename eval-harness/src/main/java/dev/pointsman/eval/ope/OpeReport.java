package dev.pointsman.eval.ope;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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
@JsonPropertyOrder({"n", "requests", "fixed", "volunteered", "target", "q_hat"})
public record OpeReport(
    long n,
    long requests,
    long fixed,
    long volunteered,
    String target,
    @JsonProperty("q_hat") String model,
    @JsonIgnore Map<String, Interval> estimates,
    Interval logged,
    Map<String, Interval> gain,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("cost_usd") @Nullable Interval costUsd,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("logged_cost_usd")
        @Nullable Interval loggedCostUsd,
    @Nullable Bounds anytime,
    double ess,
    @JsonProperty("ess_routable") double essRoutable,
    @JsonProperty("max_weight") double maxWeight,
    @JsonProperty("mean_weight") @Nullable Double meanWeight,
    @JsonProperty("top_1pct_share") double topShare,
    @JsonProperty("unsupported_share") double unsupportedShare,
    String verdict,
    List<String> reasons,
    @JsonProperty("more_requests") @Nullable Long moreRequests) {

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
      Gate.Verdict verdict) {}

  public OpeReport {
    reasons = List.copyOf(reasons);
  }

  /// The estimates by name, beside the other fields.
  @JsonAnyGetter
  public Map<String, Interval> byName() {
    return estimates;
  }

  @JsonIgnore
  public boolean isOk() {
    return verdict.equals("ok");
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
        rest.verdict().isOk() ? "ok" : "refused",
        rest.verdict().reasons(),
        more.isPresent() ? more.getAsLong() : null);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
