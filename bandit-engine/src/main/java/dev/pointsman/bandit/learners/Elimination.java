package dev.pointsman.bandit.learners;

/// Inverse gap weighting among the arms that may still be the best; the others get only the floor.
///
/// An arm survives while its upper bound `u + reach σ` reaches the best lower bound `u - reach σ`.
/// Of the K' survivors p_a = 1 / (K' + γ (u_best - u_a)), γ = `steepness` · √(1 + n), the rest on
/// the best; what all others get together is cut to `share` when it is more, each in proportion.
/// Then the floor is mixed in over all arms.
///
/// Source: Foster, Rakhlin, Simchi-Levi and Xu, Instance-Dependent Complexity of Contextual Bandits
/// (arXiv 2010.03104), AdaCB: inverse gaps within a confident set. The cut is ours.
record Elimination(double steepness, double reach, double share, double floor)
    implements Exploration {

  Elimination {
    if (!(steepness > 0) || !(reach > 0)) {
      throw new IllegalArgumentException(
          "steepness and reach must be > 0, were " + steepness + " and " + reach);
    }
    if (!(share > 0 && share <= 1) || !(floor > 0 && floor < 1)) {
      throw new IllegalArgumentException(
          "share must be in (0, 1] and floor in (0, 1), were " + share + " and " + floor);
    }
  }

  @Override
  public double[] probabilities(double[] utility, double[] deviation, double evidence) {
    int best = Exploration.best(utility);
    boolean[] survives = survivors(utility, deviation);
    int count = 0;
    for (boolean one : survives) {
      count += one ? 1 : 0;
    }
    double gamma = steepness * Math.sqrt(1 + evidence);
    double[] p = new double[utility.length];
    double others = 0;
    for (int i = 0; i < p.length; i++) {
      if (i != best && survives[i]) {
        p[i] = 1 / (count + gamma * (utility[best] - utility[i]));
        others += p[i];
      }
    }
    double kept = others > share ? share / others : 1;
    for (int i = 0; i < p.length; i++) {
      p[i] *= kept;
    }
    p[best] = 1 - kept * others;
    return Exploration.withFloor(p, floor);
  }

  /// The arm with the highest utility is always among them.
  private boolean[] survivors(double[] utility, double[] deviation) {
    double bestLower = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < utility.length; i++) {
      bestLower = Math.max(bestLower, utility[i] - reach * deviation[i]);
    }
    boolean[] survives = new boolean[utility.length];
    for (int i = 0; i < utility.length; i++) {
      survives[i] = utility[i] + reach * deviation[i] >= bestLower;
    }
    return survives;
  }
}
