package dev.pointsman.bandit.ope;

import java.util.List;
import java.util.Optional;

/// Estimates of one target policy's value from logged rows, one pass, bounded memory.
///
/// Rows come alone or in clusters (conversations, users) within which they may depend on each
/// other. Intervals are normal, by the delta method on the sums; exact about clusters, asymptotic
/// otherwise. Cost a row O(e²) for e estimators. One thread.
public final class OffPolicyEvaluation {

  private static final int MOST_CLUSTERS = 1 << 16;
  private static final int WEIGHT = 0;
  private static final int RATIO = 1;
  private static final int LOGGED = 2;
  private static final int MODEL = 3;
  private static final int FIXED_PARTS = 4;

  private final List<Estimator> estimators;
  private final Moments rows;
  private final double[] parts;
  private Optional<ClusterSums> clusters = Optional.empty();
  private boolean isClustered;

  public OffPolicyEvaluation(List<Estimator> estimators) {
    this.estimators = List.copyOf(estimators);
    this.rows = new Moments(FIXED_PARTS + estimators.size());
    this.parts = new double[FIXED_PARTS + estimators.size()];
  }

  /// A row independent of all others.
  public void add(Sample row) {
    split(row);
    rows.add(parts);
  }

  /// A row of a cluster; an empty name is a cluster of its own.
  public void add(Sample row, String cluster) {
    if (cluster.isEmpty()) {
      add(row);
      return;
    }
    split(row);
    if (clusters.isEmpty()) {
      clusters = Optional.of(new ClusterSums(parts.length, MOST_CLUSTERS));
    }
    if (clusters.get().add(cluster, parts)) {
      isClustered = true;
    }
  }

  /// Whether some cluster had several rows, so that rows are no sequence of independent ones.
  public boolean isClustered() {
    return isClustered;
  }

  private void split(Sample row) {
    parts[WEIGHT] = row.weight();
    parts[RATIO] = row.weight() * row.ratio();
    parts[LOGGED] = row.weight() * row.reward();
    parts[MODEL] = row.weight() * row.targetQuality();
    for (int i = 0; i < estimators.size(); i++) {
      parts[FIXED_PARTS + i] = estimators.get(i).correction(row);
    }
  }

  /// What has been summed up so far.
  public Results results() {
    Moments all = rows.copy();
    clusters.ifPresent(of -> of.addTo(all));
    return new Results(estimators, all);
  }

  /// Estimates at one moment. Immutable, any thread.
  public static final class Results {

    private final List<Estimator> estimators;
    private final Moments moments;

    private Results(List<Estimator> estimators, Moments moments) {
      this.estimators = estimators;
      this.moments = moments;
    }

    /// The target's value.
    public Estimate of(Estimator estimator) {
      double[] gradient = new double[moments.dimension()];
      return Estimate.of(value(estimator, gradient), moments.standardError(gradient));
    }

    /// The target's value minus the logging policy's, from the same rows.
    public Estimate gain(Estimator estimator) {
      double[] gradient = new double[moments.dimension()];
      double value = value(estimator, gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = -gradient[i];
      }
      double logged = ratio(LOGGED, WEIGHT, gradient);
      return Estimate.of(value - logged, moments.standardError(gradient));
    }

    /// The logging policy's own value: the mean reward.
    public Estimate logged() {
      double[] gradient = new double[moments.dimension()];
      return Estimate.of(ratio(LOGGED, WEIGHT, gradient), moments.standardError(gradient));
    }

    private double value(Estimator estimator, double[] gradient) {
      int part = FIXED_PARTS + estimators.indexOf(estimator);
      if (part < FIXED_PARTS) {
        throw new IllegalArgumentException(estimator.name() + " was not asked for");
      }
      double model = estimator.usesModel() ? ratio(MODEL, WEIGHT, gradient) : 0;
      return model + ratio(part, estimator.isNormalised() ? RATIO : WEIGHT, gradient);
    }

    /// A ratio of sums; its derivatives are added to the gradient.
    private double ratio(int above, int below, double[] gradient) {
      double denominator = moments.sum(below);
      if (denominator == 0) {
        return Double.NaN;
      }
      double ratio = moments.sum(above) / denominator;
      gradient[above] += 1 / denominator;
      gradient[below] -= ratio / denominator;
      return ratio;
    }
  }
}
