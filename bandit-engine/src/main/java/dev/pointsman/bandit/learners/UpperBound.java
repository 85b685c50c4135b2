package dev.pointsman.bandit.learners;

/// All but the floor on the arm with the highest hopeful utility, `u + reach σ`.
///
/// Such a rule is certain of its arm, which leaves nothing to estimate other policies from; the
/// floor, shared by all arms alike, keeps every propensity true and above 0. With `reach` 0 this is
/// ε-greedy, ε being the floor.
///
/// Source: Li, Chu, Langford and Schapire (arXiv 1003.0146), LinUCB.
record UpperBound(double reach, double floor) implements Exploration {

  UpperBound {
    if (!(reach >= 0) || !(floor > 0 && floor < 1)) {
      throw new IllegalArgumentException(
          "reach must be >= 0 and floor in (0, 1), were " + reach + " and " + floor);
    }
  }

  @Override
  public double[] probabilities(double[] utility, double[] deviation, double evidence) {
    double[] hopeful = utility.clone();
    for (int i = 0; i < hopeful.length; i++) {
      hopeful[i] += reach * deviation[i];
    }
    return Exploration.withFloor(Exploration.greedy(hopeful), floor);
  }
}
