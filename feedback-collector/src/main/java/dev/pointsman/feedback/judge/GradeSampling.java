package dev.pointsman.feedback.judge;

import dev.pointsman.bandit.Seeds;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;

/// How likely an answer is drawn to be graded, and the draw. Pure.
///
/// `base` is the share of answers that nothing is unclear about. The less sure the policy is of the
/// arm it drew (a new arm most of all), the likelier, up to four times; an arm drawn by exploration
/// counts twice. The probability depends on what was known before the answer alone, so weighting by
/// its inverse is unbiased. Seeds come from the decision's id: a replay draws the same.
public record GradeSampling(double base) {

  private static final double UNKNOWN_DEVIATION = 0.25;
  private static final double MOST_DOUBT = 3;
  private static final double EXPLORED = 2;
  private static final long GRADES = 0x6772616465L;

  public GradeSampling {
    if (!(base >= 0 && base <= 1)) {
      throw new IllegalArgumentException("a share must be in [0, 1], was " + base);
    }
  }

  public double probability(LoggedDecision decision) {
    Candidate drawn = decision.eligible().get(decision.chosen());
    double deviation = drawn.predicted().deviation();
    double doubt = deviation >= 0 ? Math.min(1, deviation / UNKNOWN_DEVIATION) : 1;
    double explored = decision.explored() ? EXPLORED : 1;
    return Math.min(1, base * (1 + MOST_DOUBT * doubt) * explored);
  }

  /// Whether this decision is drawn.
  public static boolean draws(LoggedDecision decision, double probability) {
    return uniform(decision, GRADES) < probability;
  }

  /// A number in [0, 1) of a decision, for one purpose.
  public static double uniform(LoggedDecision decision, long purpose) {
    return uniform(decision.seed(), purpose);
  }

  /// The same of a decision's seed.
  public static double uniform(long seed, long purpose) {
    return Seeds.uniform(Seeds.mix(seed ^ Seeds.mix(purpose)));
  }
}
