package dev.pointsman.bandit.ope;

import java.util.ArrayList;
import java.util.List;

/// Whether the log could have shown what the target would do, and whether its propensities are
/// those that were drawn from. One thread.
///
/// Arms are numbered from 0.
public final class Support {

  private final List<Tally> arms = new ArrayList<>();
  private double mass;
  private double impossible;

  private static final class Tally {
    private double mass;
    private long drawn;
    private long offered;
    private double surplus;
    private double variance;
  }

  /// One arm of one row: the target's probability, the logging policy's (NaN where the log does not
  /// tell) and whether it was the one drawn.
  public void add(int arm, double target, double logged, boolean isDrawn) {
    while (arms.size() <= arm) {
      arms.add(new Tally());
    }
    Tally tally = arms.get(arm);
    mass += target;
    if (logged == 0) {
      impossible += target;
    } else {
      tally.mass += target;
    }
    if (isDrawn) {
      tally.drawn++;
    }
    if (logged > 0) {
      tally.offered++;
      tally.surplus += (isDrawn ? 1 / logged : 0) - 1;
      tally.variance += 1 / logged - 1;
    }
  }

  /// What the target wants of arms the row does not offer at all.
  public void missing(double target) {
    mass += target;
    impossible += target;
  }

  /// Share of the target's choices that the log could not have shown: of probability 0 there, or an
  /// arm that was never drawn in the whole log.
  public double unsupportedShare() {
    double never = impossible;
    for (Tally tally : arms) {
      never += tally.drawn == 0 ? tally.mass : 0;
    }
    return mass == 0 ? 0 : never / mass;
  }

  /// How many standard deviations the mean of 1[arm drawn] / probability is from 1, which it is
  /// when propensities are true; 0 where the log does not tell the probabilities.
  public double deviation(int arm) {
    Tally tally = arms.get(arm);
    return tally.variance > 0 ? tally.surplus / Math.sqrt(tally.variance) : 0;
  }

  /// Mean of 1[arm drawn] / probability over the rows that offered the arm; NaN if unknown.
  public double meanInverse(int arm) {
    Tally tally = arms.get(arm);
    return tally.offered == 0 ? Double.NaN : 1 + tally.surplus / tally.offered;
  }

  public long drawn(int arm) {
    return arms.get(arm).drawn;
  }

  public int arms() {
    return arms.size();
  }
}
