package dev.pointsman.eval.online;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pointsman.eval.frontier.FrontierReport;
import java.util.List;

/// What lies behind the figures of an online report, for people who want to see where they come
/// from: in its JSON shape. Costs are mean USD per request, all of it held out unless said.
///
/// `models`: the single models on the held-out rows.
public record Details(
    List<FrontierReport.ModelPoint> models,
    @JsonProperty("per_lambda") List<AtLambda> perLambda,
    @JsonProperty("what_if") WhatIf whatIf) {

  /// `groups` starts with one of all rows. `learning` is of the stream, empty where its order is
  /// not that of time (drift, several passes).
  public record AtLambda(
      double lambda,
      @JsonProperty("best_fixed_arm") String bestFixedArm,
      List<Group> groups,
      List<Share> arms,
      List<Bin> reliability,
      List<Moment> learning) {}

  /// A kind of rows, `n` of them in the table, and how the learner and the best fixed arm do there;
  /// `difference` is in utility at this lambda; `misroute`, `harm` and `luck` are shares of the
  /// requests, as over all.
  public record Group(
      String by,
      String name,
      int n,
      Measure quality,
      @JsonProperty("cost_usd") Measure costUsd,
      @JsonProperty("best_fixed_quality") Measure bestFixedQuality,
      @JsonProperty("best_fixed_cost_usd") Measure bestFixedCostUsd,
      Measure difference,
      double misroute,
      double harm,
      double luck) {}

  /// With the 95 % interval of the paired bootstrap over rows.
  public record Measure(double mean, List<Double> ci95) {}

  /// Of the held-out requests.
  public record Share(String arm, double share) {}

  /// Requests whose chosen arm was predicted a quality in a tenth of 0..1: mean prediction, mean
  /// score with Wilson's interval; `n` is the mean over the seeds.
  public record Bin(double n, double predicted, double observed, List<Double> ci95) {}

  /// After so many rounds: mean utility so far above the best fixed arm in hindsight, and the share
  /// explored since the moment before.
  public record Moment(
      int rounds,
      @JsonProperty("utility_vs_best_fixed") double utilityVsBestFixed,
      double explored) {}

  /// The learner trained at one lambda, its frozen policy asked at others.
  public record WhatIf(@JsonProperty("trained_at") double trainedAt, List<WhatIfPoint> points) {}

  /// Means over the seeds and the standard deviation of the quality over them.
  public record WhatIfPoint(
      double lambda,
      double quality,
      @JsonProperty("cost_usd") double costUsd,
      @JsonProperty("quality_seed_sd") double qualitySeedSd) {}
}
