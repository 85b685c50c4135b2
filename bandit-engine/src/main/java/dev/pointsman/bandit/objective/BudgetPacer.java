package dev.pointsman.bandit.objective;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import java.util.List;
import java.util.OptionalDouble;

/// Sets lambda so that mean cost stays at a budget, mean quality at a floor, or both.
///
/// Per request: `next` for lambda, `temper` for the distribution to draw from, `spend` once the
/// cost is known. One thread. Where decisions must not wait for a solve, another thread takes
/// `next` apart: `see` each request, `solve` when one is `due`. Between solves nothing costs more
/// than O(arms); a solve asks the policy once for each of the last 600 contexts and bisects, about
/// 600 x (one assessment + 100 x arms) flops: due at the requests 1, 2, 4, 8, 16 and then every 20.
public final class BudgetPacer {

  /*
   * A dual step per request needs a step size: fast enough to follow drift, it lets lambda thrash when
   * one dear call costs twenty times the budget. Solving for lambda afresh on a window of recent
   * contexts has none. With q and c the predictions of the policy as it is now,
   *
   *   lambda = min { l >= 0 : mean over the window of c[argmax_a q_a - l c_a] <= B_t - x },
   *   B_t    = B clip(1 + (B t - spent) / (B H), 0.5, 1.5)
   *
   * where t requests cost `spent` so far: what was saved or overspent is made up over the next H. x is
   * what exploring has been expected to add to the cost of the best arm, mean over the last 600; it is
   * negative where cheaper arms are explored. The mean falls as l grows, so bisection on log l finds
   * it. A floor: the greatest lambda of a mean predicted quality at or above it. The re-solving
   * heuristic is that of online linear programming; constrained bandits with a per-step dual: arXiv
   * 2211.07484.
   *
   * Exploring may add 2 % of the budget and lose 0.0003 of utility a request. Chosen, as H, on halves
   * of paretobandit_val: without the former 0.008 of quality is lost where the dearest arm costs 20
   * budgets.
   */
  private static final int WINDOW = 600;
  private static final int EVERY = 20;
  private static final double HORIZON = 200;
  private static final double SURCHARGE = 0.02;
  private static final double LOSS = 0.0003;

  private final Aim aim;
  private double budget;
  private final Row[] window = new Row[WINDOW];
  private final double[] surcharges = new double[WINDOW];
  private long seen;
  private long asked;
  private long seenExploring;
  private long unsolved = EVERY;
  private double sinceBudgetSet;
  private double spentSinceBudgetSet;
  private double allowed;
  private double spent;
  private double lambda;
  private boolean floorMissed;

  private record Row(Context context, List<Arm> eligible) {}

  public BudgetPacer(double usdPerRequest) {
    this(Aim.budget(usdPerRequest));
  }

  public BudgetPacer(Aim aim) {
    this.aim = aim;
    this.budget = aim.usdPerRequest().orElse(Double.POSITIVE_INFINITY);
  }

  /// Shows a context from before the budget began, so that the first solve has something to go by.
  /// One of other features than the last takes the place of all.
  public void foresee(Context context, List<Arm> eligible) {
    if (seen > 0 && window[0].context.dimension() != context.dimension()) {
      seen = 0;
    }
    window[(int) (seen++ % WINDOW)] = new Row(context, eligible);
  }

  /// The lambda to decide this request with.
  public double next(Context context, List<Arm> eligible, Policy policy) {
    see(context, eligible);
    return isDue() ? solve(policy) : lambda;
  }

  /// A request that is decided.
  public void see(Context context, List<Arm> eligible) {
    foresee(context, eligible);
    asked++;
    unsolved++;
  }

  /// Whether lambda is to be solved afresh.
  public boolean isDue() {
    return unsolved >= EVERY || (asked < EVERY && Long.bitCount(asked) == 1);
  }

  /// The distribution to draw from and to log: the policy's, its exploration within its means.
  public ArmDistribution temper(Assessment assessment, Question question) {
    ArmDistribution distribution = thrift().within(assessment, question);
    explored(new Assessment(assessment.predictions(), distribution), question);
    return distribution;
  }

  /// What exploring may cost at this budget.
  public Thrift thrift() {
    return new Thrift(SURCHARGE * budget, LOSS);
  }

  /// A distribution that was drawn from.
  public void explored(Assessment tempered, Question question) {
    double best = tempered.predictions().get(tempered.best(question)).costUsd();
    double surcharge = 0;
    for (int a = 0; a < tempered.predictions().size(); a++) {
      double more = tempered.predictions().get(a).costUsd() - best;
      surcharge += tempered.distribution().probability(a) * more;
    }
    surcharges[(int) (seenExploring++ % WINDOW)] = surcharge;
  }

  /// What a request cost in the end, everything it caused included.
  public void spend(double usd) {
    spend(1, usd);
  }

  /// What so many requests cost together.
  public void spend(long requests, double usd) {
    sinceBudgetSet += requests;
    spentSinceBudgetSet += usd;
    allowed += requests * budget;
    spent += usd;
  }

  /// Sets the budget anew, as a calendar does ({@link Aim#usdUntilEnd}): what was saved or
  /// overspent so far is thought to be in it.
  public void allow(double usdPerRequest) {
    Aim.requireBudget(usdPerRequest);
    budget = usdPerRequest;
    sinceBudgetSet = 0;
    spentSinceBudgetSet = 0;
    unsolved = EVERY;
  }

  /// Spent so far over what was allowed; 0 before the first request and without a budget.
  public double utilisation() {
    return allowed == 0 ? 0 : spent / allowed;
  }

  /// Whether at the last solve the quality floor was out of reach, or dearer than the budget.
  public boolean isFloorMissed() {
    return floorMissed;
  }

  /// Lambda from the contexts seen so far and the policy as it is now.
  public double solve(Policy policy) {
    unsolved = 0;
    Forecast forecast = forecast(policy);
    lambda = Double.isInfinite(budget) ? 0 : forecast.leastWithin(target());
    OptionalDouble floor = aim.leastQuality();
    if (floor.isPresent()) {
      lambda = Math.max(lambda, forecast.mostReaching(floor.getAsDouble()));
      floorMissed = forecast.at(lambda).quality() < floor.getAsDouble();
    }
    return lambda;
  }

  private double target() {
    double saved = budget * sinceBudgetSet - spentSinceBudgetSet;
    double correction = Math.clamp(1 + saved / (budget * HORIZON), 0.5, 1.5);
    double surcharge = 0;
    for (double one : surcharges) {
      surcharge += one;
    }
    return budget * correction - surcharge / Math.clamp(seenExploring, 1, WINDOW);
  }

  private Forecast forecast(Policy policy) {
    int n = (int) Math.min(seen, WINDOW);
    double[][] quality = new double[n][];
    double[][] cost = new double[n][];
    for (int i = 0; i < n; i++) {
      Row row = window[i];
      List<Prediction> predicted =
          policy.assess(new Question(row.context, row.eligible, 0, 1, false)).predictions();
      quality[i] = predicted.stream().mapToDouble(Prediction::quality).toArray();
      cost[i] = predicted.stream().mapToDouble(Prediction::costUsd).toArray();
    }
    return new Forecast(quality, cost);
  }
}
