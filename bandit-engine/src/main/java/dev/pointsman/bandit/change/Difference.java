package dev.pointsman.bandit.change;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;

/// What a candidate gets more than the policy that serves, from unbiased scores of it, with an
/// interval that may be looked at after every row: each end is wrong at any time at all with
/// probability at most alpha.
///
/// Rows are those whose outcome was asked for. Where that had a probability of its own, a row
/// weighs the least such probability by its own. Mean and ends are then of the weighted difference,
/// which is nearer to 0 than the true one, never beyond. One thread.
public final class Difference {

  private final SureBound better;
  private final SureBound worse;
  private double sum;
  private double rows;

  Difference(double alpha) {
    better = new SureBound(alpha);
    worse = new SureBound(alpha);
  }

  void add(Score score, double weight) {
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("a weight must be in (0, 1], was " + weight);
    }
    better.add(weight * score.value(), weight * score.least());
    worse.add(-weight * score.value(), -weight * score.most());
    sum += weight * score.value();
    rows++;
  }

  /// 0 before the first row.
  public double mean() {
    return rows > 0 ? sum / rows : 0;
  }

  /// At least this, unless it is minus infinity.
  public double low() {
    return better.value();
  }

  public double high() {
    return -worse.value();
  }

  void write(ByteWriter out) {
    better.write(out);
    worse.write(out);
    out.number(sum).number(rows);
  }

  void read(ByteReader in) {
    better.read(in);
    worse.read(in);
    sum = in.number();
    rows = in.number();
  }
}
