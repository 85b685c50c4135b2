package dev.pointsman.bandit.learners;

/// Another exploration that takes doubt `times` as seriously: the gaps between utilities count 1 /
/// `times` as much beside deviations and evidence. Above 1 explores more, below 1 less; floors
/// stay.
record Tempered(Exploration of, double times) implements Exploration {

  @Override
  public double[] probabilities(double[] utility, double[] deviation, double evidence) {
    double[] flatter = new double[utility.length];
    for (int i = 0; i < flatter.length; i++) {
      flatter[i] = utility[i] / times;
    }
    return of.probabilities(flatter, deviation, evidence);
  }
}
