package dev.pointsman.bandit.objective;

import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Question;

/// How much exploring may be expected to cost a request: in money, and in utility.
///
/// Probability of other arms than the best is scaled down, never to 0, until its expected surcharge
/// (USD above the best arm's cost, dearer arms only) and its expected loss (units of quality) are
/// within bounds. What is drawn from, and logged, is the result: propensities stay true. Without it
/// a floor of 1 % can be dearer than a whole budget. Pure; any thread; O(arms).
public record Thrift(double surchargeUsd, double loss) {

  /*
   * An exploration floor in probability is blind to money: 1 % on three arms, one of which costs 500
   * times the budget, spends 1.7 budgets. Bounds in money and utility let the floor yield as much as it
   * must and no more.
   */
  public Thrift {
    if (!(surchargeUsd > 0) || !(loss > 0)) {
      throw new IllegalArgumentException(
          "what exploring may cost must be > 0, were " + surchargeUsd + " USD and " + loss);
    }
  }

  /// The assessment's distribution within these bounds.
  public ArmDistribution within(Assessment assessment, Question question) {
    int best = assessment.best(question);
    double[] p = assessment.distribution().probabilities();
    double[] utilityLoss = new double[p.length];
    double[] surcharge = new double[p.length];
    double most = assessment.predictions().get(best).utility(question);
    double usual = assessment.predictions().get(best).costUsd();
    for (int a = 0; a < p.length; a++) {
      double utility = assessment.predictions().get(a).utility(question);
      utilityLoss[a] = (most - utility) / question.value();
      surcharge[a] = Math.max(0, assessment.predictions().get(a).costUsd() - usual);
    }
    scale(p, utilityLoss, loss);
    scale(p, surcharge, surchargeUsd);
    double others = 0;
    for (int a = 0; a < p.length; a++) {
      others += a == best ? 0 : p[a];
    }
    p[best] = Math.max(0, 1 - others);
    return ArmDistribution.of(assessment.distribution().arms(), p);
  }

  /// Scales those of positive price so that the expected price is at most `bound`.
  private static void scale(double[] p, double[] price, double bound) {
    double expected = 0;
    for (int a = 0; a < p.length; a++) {
      expected += p[a] * price[a];
    }
    if (expected <= bound) {
      return;
    }
    for (int a = 0; a < p.length; a++) {
      if (price[a] > 0) {
        p[a] *= bound / expected;
      }
    }
  }
}
