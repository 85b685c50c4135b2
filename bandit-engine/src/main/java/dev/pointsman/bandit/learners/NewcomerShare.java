package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import java.util.List;
import java.util.Set;

/// Arms that joined others already known are tried, but together on no more than `MOST` of the
/// requests until some answers of theirs were graded: feedback comes late, and before it does a
/// hopeful guess would draw everything. What they lose the others gain in proportion, so the sum
/// stays 1 and every floor below `MOST` stands.
final class NewcomerShare {

  /// Graded answers after which an arm is new no more.
  static final double KNOWN_ROWS = 30;

  private static final double MOST = 0.2;

  private NewcomerShare() {}

  static Assessment capped(Assessment assessment, Set<String> newcomers) {
    if (newcomers.isEmpty()) {
      return assessment;
    }
    List<Arm> arms = assessment.distribution().arms();
    double share = 0;
    for (int i = 0; i < arms.size(); i++) {
      share += newcomers.contains(arms.get(i).id()) ? assessment.distribution().probability(i) : 0;
    }
    boolean isAlone = arms.stream().allMatch(arm -> newcomers.contains(arm.id()));
    if (share <= MOST || isAlone) {
      return assessment;
    }
    double[] p = new double[arms.size()];
    double others = 1 - share;
    for (int i = 0; i < p.length; i++) {
      boolean isNew = newcomers.contains(arms.get(i).id());
      double own = assessment.distribution().probability(i);
      p[i] = isNew ? own * MOST / share : own * (1 - MOST) / others;
    }
    return new Assessment(assessment.predictions(), ArmDistribution.of(arms, p));
  }
}
