package dev.pointsman.bandit.change;

import dev.pointsman.bandit.ope.LowerBound;

/// An interval for what a candidate gets more than the policy that serves, in -1..1, that may be
/// looked at after every row: each end is wrong at any time at all with probability at most alpha.
///
/// With c and s the factors that make an outcome v in 0..1 of a row unbiased for candidate and
/// serving policy, of mean 1 each, c v + s (1 - v) is never negative and has mean 1 + Δ; c (1 - v)
/// + s v has mean 1 - Δ. Half of each goes into a lower bound (see {@link LowerBound}). In shadow c
///   is the candidate's probability of the drawn arm by that with which it was drawn, and s is 1;
///   where conversations are split, c is 1 / share for the candidate's and 0 for the others, s the
///   reverse.
///
/// Rows are those whose outcome was asked for. Where that had a probability of its own, a row
/// weighs the least such probability by its own: then Δ comes out nearer to 0 than it is, never
/// beyond. One thread.
public final class Difference {

  private final LowerBound better;
  private final LowerBound worse;

  public Difference(double alpha) {
    better = new LowerBound(alpha);
    worse = new LowerBound(alpha);
  }

  public void add(double candidate, double serving, double weight, double outcome) {
    if (!(outcome >= 0 && outcome <= 1) || !(candidate >= 0) || !(serving >= 0)) {
      throw new IllegalArgumentException(
          "an outcome must be in [0, 1] and factors >= 0, were %s, %s, %s"
              .formatted(outcome, candidate, serving));
    }
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("a weight must be in (0, 1], was " + weight);
    }
    double rest = 1 - weight;
    better.add((weight * (candidate * outcome + serving * (1 - outcome)) + rest) / 2);
    worse.add((weight * (candidate * (1 - outcome) + serving * outcome) + rest) / 2);
  }

  public double low() {
    return 2 * better.value() - 1;
  }

  public double high() {
    return 1 - 2 * worse.value();
  }
}
