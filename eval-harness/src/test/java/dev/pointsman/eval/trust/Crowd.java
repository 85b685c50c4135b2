package dev.pointsman.eval.trust;

import dev.pointsman.bandit.Seeds;
import dev.pointsman.eval.table.ArmTable;
import java.util.OptionalDouble;

/// Two hundred users who vote on answers, some of them in concert to turn a route around.
///
/// An honest user votes on 30 % of its answers, a tenth of the votes flipped. A malicious one votes
/// on every answer of the best arm (down) and of the worst (up); how it votes on the others is its
/// tactic. Best and worst are by mean utility over the table.
final class Crowd {

  static final int USERS = 200;
  private static final double VOTES = 0.3;
  private static final double FLIPPED = 0.1;

  enum Tactic {
    /// Nobody votes at all.
    SILENT,
    /// Votes on nothing else.
    BLUNT,
    /// Votes on all other answers as an honest user does, without a slip, to earn trust.
    CAMOUFLAGED
  }

  private final ArmTable table;
  private final double malicious;
  private final Tactic tactic;
  private final int best;
  private final int worst;

  Crowd(ArmTable table, double lambda, double malicious, Tactic tactic) {
    this.table = table;
    this.malicious = malicious;
    this.tactic = tactic;
    int highest = 0;
    int lowest = 0;
    for (int arm = 1; arm < table.arms(); arm++) {
      highest = utility(arm, lambda) > utility(highest, lambda) ? arm : highest;
      lowest = utility(arm, lambda) < utility(lowest, lambda) ? arm : lowest;
    }
    this.best = highest;
    this.worst = lowest;
  }

  /// What a user gives to an answer, 0 or 1; empty when it does not vote.
  OptionalDouble vote(int user, int row, int arm, long seed) {
    if (tactic == Tactic.SILENT) {
      return OptionalDouble.empty();
    }
    boolean isGood = Seeds.uniform(Seeds.mix(seed + 1)) < table.quality(row, arm);
    boolean isCast = Seeds.uniform(Seeds.mix(seed + 2)) < VOTES;
    if (user < malicious * USERS) {
      if (arm == best || arm == worst) {
        return OptionalDouble.of(arm == worst ? 1 : 0);
      }
      boolean isHiding = tactic == Tactic.CAMOUFLAGED && isCast;
      return isHiding ? OptionalDouble.of(isGood ? 1 : 0) : OptionalDouble.empty();
    }
    boolean isFlipped = Seeds.uniform(Seeds.mix(seed + 3)) < FLIPPED;
    return isCast ? OptionalDouble.of(isGood == isFlipped ? 0 : 1) : OptionalDouble.empty();
  }

  private double utility(int arm, double lambda) {
    double sum = 0;
    for (int row = 0; row < table.rows(); row++) {
      sum += table.quality(row, arm) - lambda * table.cost(row, arm);
    }
    return sum;
  }
}
