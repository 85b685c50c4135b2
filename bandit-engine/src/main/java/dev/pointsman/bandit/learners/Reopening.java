package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import java.util.List;
import java.util.Set;

/// Arms whose answers are no longer what they were are drawn on a share of the requests whatever is
/// thought of them, `EACH` or together `MOST`, until some answers of theirs are known: an arm that
/// was hardly drawn would else wait long to be found better. What they gain the others lose in
/// proportion, so the sum stays 1 and a floor falls by `MOST` of itself at most.
final class Reopening {

  private static final double EACH = 0.1;
  private static final double MOST = 0.2;

  private Reopening() {}

  static Assessment lifted(Assessment assessment, Set<String> reopened) {
    if (reopened.isEmpty()) {
      return assessment;
    }
    List<Arm> arms = assessment.distribution().arms();
    long changed = arms.stream().filter(arm -> reopened.contains(arm.id())).count();
    if (changed == 0 || changed == arms.size()) {
      return assessment;
    }
    double least = Math.min(EACH, MOST / changed);
    double[] p = new double[arms.size()];
    boolean[] isLifted = new boolean[p.length];
    double left = 1;
    double others = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = assessment.distribution().probability(i);
      isLifted[i] = p[i] < least && reopened.contains(arms.get(i).id());
      left -= isLifted[i] ? least : 0;
      others += isLifted[i] ? 0 : p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] = isLifted[i] ? least : p[i] * left / others;
    }
    return new Assessment(assessment.predictions(), ArmDistribution.of(arms, p));
  }
}
