package dev.pointsman.bandit.ope;

/// An interval for a target's value that may be looked at after every row: it misses the truth at
/// any time at all with probability at most `alpha`.
///
/// The lower end comes from wr, the upper end is 1 minus the lower bound of w(1 - r): both are
/// never negative, so heavy weights on the other side do no harm. Rewards lie in 0..1 and rows
/// stand in the order of the log; the logging policy may learn meanwhile. One thread.
public final class AnytimeInterval {

  private final LowerBound earned;
  private final LowerBound missed;

  public AnytimeInterval(double alpha) {
    earned = new LowerBound(alpha / 2);
    missed = new LowerBound(alpha / 2);
  }

  public void add(double ratio, double reward) {
    earned.add(ratio * reward);
    missed.add(ratio * (1 - reward));
  }

  public double low() {
    return earned.value();
  }

  public double high() {
    return 1 - missed.value();
  }
}
