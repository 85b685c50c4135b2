package dev.pointsman.eval.online;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pointsman.eval.frontier.FrontierReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `eval online` prints, in its JSON shape. Costs are mean USD per request.
public record OnlineReport(
    String dataset,
    int n,
    int dropped,
    List<FrontierReport.ModelPoint> models,
    FrontierReport.Mix singles,
    @JsonInclude(JsonInclude.Include.NON_NULL) FrontierReport.@Nullable Mix strategies,
    FrontierReport.Oracle oracle,
    @JsonProperty("category_mean") FrontierReport.ByCategory categoryMean,
    Learner learner,
    @JsonProperty("per_budget") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<PerBudget> perBudget,
    @JsonProperty("per_seed") List<PerSeed> perSeed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Details details) {

  /// Mean over the seeds at one budget; `utilisation` = cost over budget. `hullAtBudget` and
  /// `hullAtCost`: what the static mix of singles scores for the budget, and for what was spent.
  /// `path`: the same along the way.
  public record PerBudget(
      @JsonProperty("budget_usd") double budgetUsd,
      double quality,
      @JsonProperty("cost_usd") double costUsd,
      double utilisation,
      @JsonProperty("hull_at_budget") double hullAtBudget,
      @JsonProperty("hull_at_cost") double hullAtCost,
      List<Milestone> path) {}

  /// After so many rounds: mean quality and cost since the milestone before, mean cost so far over
  /// the budget, and the lambda of the moment; means over the seeds.
  public record Milestone(
      int rounds,
      double quality,
      @JsonProperty("cost_usd") double costUsd,
      double utilisation,
      double lambda) {}

  /// `harm` and `luck`: share of held-out requests answered wrongly where the strongest arm is
  /// right, and the reverse; with `misroute`, means over lambdas and seeds.
  public record Learner(
      String name,
      String build,
      String feedback,
      String strategies,
      String priors,
      String scenario,
      int passes,
      int seeds,
      @JsonProperty("decision_micros") Micros decisionMicros,
      @JsonProperty("per_lambda") List<PerLambda> perLambda,
      @JsonUnwrapped @Nullable HeldOut heldOut,
      @JsonUnwrapped @Nullable Calls calls) {}

  /// Over all lambdas; `aiqAsCoded` is what RouterBench's code calls AIQ; absent when budgets were
  /// asked for.
  public record HeldOut(
      Interval aiq,
      @JsonProperty("aiq_singles") double aiqSingles,
      @JsonProperty("aiq_as_coded") double aiqAsCoded,
      @JsonProperty("cost_at_99") Matched costAt99,
      double misroute,
      double harm,
      double luck) {}

  /// Of two models: held-out rows ranked by the predicted gain of the stronger one.
  public record Calls(double apgr, double cpt50, double cpt80) {}

  public record Micros(double p50, double p99) {}

  /// Held out, means over the seeds; utilities are quality - lambda x cost.
  public record PerLambda(
      double lambda,
      @JsonProperty("best_fixed") double bestFixed,
      double ridge,
      double knn,
      double learner,
      double quality,
      @JsonProperty("cost_usd") double costUsd,
      @JsonProperty("gain_recovered") @Nullable Interval gainRecovered,
      @JsonProperty("utility_vs_best_fixed") Interval utilityVsBestFixed,
      @JsonProperty("learner_minus_best_fixed") Interval learnerMinusBestFixed,
      double uniform,
      @JsonProperty("category_mean") double categoryMean,
      double oracle,
      double explored,
      @JsonUnwrapped Beside beside) {}

  /// More to compare with at one lambda: two classifiers fitted with full information when asked
  /// for, what the oracle scores for what the learner spent, and the learner's score on
  /// RouterArena's scale.
  public record Beside(
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double logistic,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double forest,
      @JsonProperty("oracle_at_cost") double oracleAtCost,
      @JsonProperty("router_arena") double routerArena) {}

  /// `seedSd`: standard deviation over the seeds, beside the bootstrap's interval over rows.
  public record Interval(double mean, List<Double> ci95, @JsonProperty("seed_sd") double seedSd) {}

  /// `reached`: share of the seeds that reach it at all; `mean` over those, null when none does.
  public record Matched(@Nullable Double mean, double reached) {}

  public record PerSeed(
      int seed,
      double aiq,
      @JsonProperty("aiq_singles") double aiqSingles,
      @JsonProperty("per_lambda") List<SeedLambda> perLambda) {}

  public record SeedLambda(
      double lambda,
      @JsonProperty("best_fixed") double bestFixed,
      @JsonProperty("best_fixed_arm") String bestFixedArm,
      double ridge,
      @JsonProperty("ridge_strength") double ridgeStrength,
      double knn,
      @JsonProperty("knn_k") double knnK,
      double learner,
      double quality,
      @JsonProperty("cost_usd") double costUsd,
      @JsonProperty("utility_vs_best_fixed") double utilityVsBestFixed) {}
}
