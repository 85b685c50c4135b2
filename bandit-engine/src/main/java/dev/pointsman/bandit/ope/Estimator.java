package dev.pointsman.bandit.ope;

import java.util.List;

/// A way to estimate what a target policy earns, all of one form:
///
/// θ = Σ v q̂(x, π) / Σ v + Σ v ŵ (r - q̂(x, a)) / D
///
/// v is the row's weight, w its importance weight, ŵ what `shrinkage` leaves of w, r the reward, q̂
/// the reward model, taken as 0 unless `usesModel`. D = Σ v w when `isNormalised`, else Σ v.
///
/// | name | model | D | ŵ | source |
/// |---|---|---|---|---|
/// | IPS | no | Σ v | w | Horvitz and Thompson 1952 |
/// | SNIPS | no | Σ v w | w | Swaminathan and Joachims 2015 |
/// | DM | yes | | 0 | |
/// | DR | yes | Σ v | w | Dudík, Langford and Li 2011 |
/// | SNDR | yes | Σ v w | w | Thomas and Brunskill 2016 |
public record Estimator(String name, boolean usesModel, boolean isNormalised, Shrinkage shrinkage) {

  public static final Estimator IPS = new Estimator("ips", false, false, Shrinkage.none());
  public static final Estimator SNIPS = new Estimator("snips", false, true, Shrinkage.none());
  public static final Estimator DM = new Estimator("dm", true, false, Shrinkage.all());
  public static final Estimator DR = new Estimator("dr", true, false, Shrinkage.none());
  public static final Estimator SNDR = new Estimator("sndr", true, true, Shrinkage.none());

  /// Those that may stand in a headline, then those that explain them. The constants of the
  /// shrinking ones are fixed, not tuned: with a misspecified model tuned ones did worse than DR.
  public static List<Estimator> all() {
    return List.of(
        IPS,
        SNIPS,
        DM,
        DR,
        SNDR,
        ips("clipped_ips", Shrinkage.clip(10)),
        ips("sub_gaussian_ips", Shrinkage.subGaussian(0.1)),
        dr("switch_dr", Shrinkage.switchOver(10)),
        dr("dr_os", Shrinkage.optimistic(100)),
        dr("sub_gaussian_dr", Shrinkage.subGaussian(0.1)));
  }

  /// IPS with shrunk weights.
  public static Estimator ips(String name, Shrinkage shrinkage) {
    return new Estimator(name, false, false, shrinkage);
  }

  /// DR with shrunk weights.
  public static Estimator dr(String name, Shrinkage shrinkage) {
    return new Estimator(name, true, false, shrinkage);
  }

  /// v ŵ (r - q̂(x, a)) of a row.
  double correction(Sample row) {
    double surprise = usesModel ? row.reward() - row.loggedQuality() : row.reward();
    return row.weight() * shrinkage.of(row.ratio()) * surprise;
  }
}
