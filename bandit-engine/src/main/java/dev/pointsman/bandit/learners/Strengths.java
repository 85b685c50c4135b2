package dev.pointsman.bandit.learners;

/// How firmly coefficients are held: an arm's own to the shared ones (Λ), and the shared ones to
/// what is expected of them (Γ), each one value for the constant and one for each block. One
/// thread.
final class Strengths {

  /*
   * MacKay's fixed point, one step a refit: Λ_g = s² (γ + ν) / (Σ_a |δ_a,g|² + ν s² / Λ⁰_g):
   * γ = Σ (1 - Λ_g Q_a,ii) counts the coefficients which the rows determine, ν coefficients'
   * worth of trust stays with the stated Λ⁰. Γ likewise; its constant is not learnt.
   *
   * Source: MacKay, Bayesian Interpolation (Neural Computation 4, 1992).
   */

  private static final double CONSTANT_TRUST = 3;
  private static final double OWN_TRUST = 30;
  private static final double COMMON_TRUST = 8;

  private final Blocks blocks;
  private final Hierarchy.Settings settings;
  private final double[] own;
  private final double[] common;

  /// As stated, before any rows.
  Strengths(Blocks blocks, Hierarchy.Settings settings, Traffic traffic) {
    this.blocks = blocks;
    this.settings = settings;
    this.own = new double[blocks.count()];
    this.common = new double[blocks.count()];
    for (int group = 0; group < own.length; group++) {
      own[group] = statedOwn(group, traffic);
      common[group] = statedCommon(group, traffic);
    }
  }

  /// Λ by coefficient.
  double[] own() {
    return blocks.spread(own);
  }

  /// Γ by coefficient.
  double[] common() {
    return blocks.spread(common);
  }

  /// `determined` coefficients of arms deviate from the shared ones by `squares` in all; both by
  /// block.
  void learnOwn(double[] determined, double[] squares, double noise, Traffic traffic) {
    for (int group = 0; group < own.length; group++) {
      double trust = group == 0 ? CONSTANT_TRUST : OWN_TRUST;
      Evidence rows = new Evidence(determined[group], squares[group], noise);
      own[group] = rows.strength(trust, statedOwn(group, traffic));
    }
  }

  /// The shared coefficients as the rows have them.
  void learnCommon(Posterior shared, double noise, Traffic traffic) {
    double[][] covariance = shared.covariance();
    for (int group = 1; group < common.length; group++) {
      double determined = 0;
      double squares = 0;
      for (int i = blocks.from(group); i < blocks.to(group); i++) {
        determined += 1 - common[group] * covariance[i][i];
        squares += shared.theta(i) * shared.theta(i);
      }
      Evidence rows = new Evidence(determined, squares, noise);
      common[group] = rows.strength(COMMON_TRUST, statedCommon(group, traffic));
    }
  }

  /// How many coefficients the rows determine, and the sum of their squares.
  private record Evidence(double determined, double squares, double noise) {
    /// The stated strength counts `trust` coefficients.
    double strength(double trust, double stated) {
      return noise * (determined + trust) / (squares + trust * noise / stated);
    }
  }

  private double statedOwn(int group, Traffic traffic) {
    return group == 0
        ? settings.constantRows()
        : settings.ownRows() * traffic.squaredLength(blocks, group);
  }

  private double statedCommon(int group, Traffic traffic) {
    return group == 0 ? 1 : settings.commonRows() * traffic.squaredLength(blocks, group);
  }

  void save(StateWriter out) {
    out.numbers(own);
    out.numbers(common);
  }

  void restore(StateReader in) {
    System.arraycopy(in.numbers(own.length), 0, own, 0, own.length);
    System.arraycopy(in.numbers(common.length), 0, common, 0, common.length);
  }
}
