package dev.pointsman.bandit.learners;

import java.util.OptionalDouble;

/// What is believed of arms at large, and so of one that nothing is known of: the coefficients they
/// share (w), how firmly each is held to them, the variance of a row (s²: the mean squared
/// residual, shrunk towards the expected one by four rows) and the average context. One thread.
final class Population {

  private static final double NOISE_ROWS = 4;
  private static final double LEAST_NOISE = 0.05;

  private final Blocks blocks;
  private final Hierarchy.Settings settings;
  private final Strengths strengths;
  private Traffic traffic;
  private double[] shared;
  private double[] averageContext;
  private double noise;

  Population(Blocks blocks, Hierarchy.Settings settings) {
    this.blocks = blocks;
    this.settings = settings;
    this.traffic = new Traffic(blocks);
    this.strengths = new Strengths(blocks, settings, traffic);
    this.shared = expected();
    this.averageContext = traffic.mean();
    this.noise = settings.noise();
  }

  private double[] expected() {
    double[] expected = new double[blocks.dimension()];
    expected[0] = settings.expected();
    return expected;
  }

  void save(StateWriter out) {
    traffic.save(out);
    strengths.save(out);
    out.numbers(shared);
    out.numbers(averageContext);
    out.number(noise);
  }

  void restore(StateReader in) {
    int dimension = blocks.dimension();
    traffic = Traffic.restore(in, dimension);
    strengths.restore(in);
    shared = in.numbers(dimension);
    averageContext = in.numbers(dimension);
    noise = in.finite();
  }

  /// Takes a row's context.
  void meet(double[] x) {
    traffic.add(x);
  }

  double noise() {
    return noise;
  }

  /// The prior of an arm as things stand; what it captures is never written again.
  Beliefs.Newcomer newcomer() {
    Prior prior = around(shared);
    double[] at = averageContext;
    double worth = settings.guessRows();
    return new Beliefs.Newcomer(
        guess -> guess.isPresent() ? prior.guessing(at, guess.getAsDouble(), worth) : prior);
  }

  /// The prior of an arm that is like some others, whose mean this is.
  Prior like(double[] mean, OptionalDouble guess) {
    Prior like = around(mean);
    return guess.isPresent()
        ? like.guessing(averageContext, guess.getAsDouble(), settings.guessRows())
        : like;
  }

  private Prior around(double[] mean) {
    return new Prior(mean, strengths.own());
  }

  /// From now on guesses are of the average over all rows so far.
  void recentre() {
    averageContext = traffic.mean();
  }

  /// One that is to gather all arms.
  Refit refit() {
    return new Refit(blocks, strengths.own());
  }

  /// Takes over what arms share; they are to be held to it before the population settles.
  Posterior share(Refit refit) {
    Posterior joint = refit.shared(new Prior(expected(), strengths.common()));
    shared = joint.thetas();
    return joint;
  }

  /// Learns from how far rows are from arms, and arms from what they share, how firmly to hold.
  void settle(Refit refit, Posterior joint) {
    double stated = settings.noise();
    noise = Math.max(refit.meanSquaredResidual(stated, NOISE_ROWS), LEAST_NOISE * stated);
    strengths.learnOwn(refit.determined(), refit.deviations(joint), noise, traffic);
    strengths.learnCommon(joint, noise, traffic);
  }
}
