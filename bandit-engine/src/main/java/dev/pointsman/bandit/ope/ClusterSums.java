package dev.pointsman.bandit.ope;

import java.util.HashMap;
import java.util.Map;

/// Sums of vectors by cluster, in bounded memory.
///
/// The first `capacity` clusters are kept apart; later ones join one of these by their hash. A
/// union of independent clusters is again one, so the variance stays right, from fewer units. One
/// thread.
final class ClusterSums {

  private final int dimension;
  private final int capacity;
  private final Map<String, double[]> sums = new HashMap<>();
  private final double[][] slots;

  ClusterSums(int dimension, int capacity) {
    this.dimension = dimension;
    this.capacity = capacity;
    this.slots = new double[capacity][];
  }

  /// Whether the row joined one that was there already.
  boolean add(String cluster, double[] row) {
    double[] sum = sums.get(cluster);
    boolean isFresh = sum == null && sums.size() < capacity;
    if (sum == null) {
      sum = isFresh ? fresh(cluster) : shared(cluster);
    }
    for (int i = 0; i < dimension; i++) {
      sum[i] += row[i];
    }
    return !isFresh;
  }

  void addTo(Moments moments) {
    for (int i = 0; i < sums.size(); i++) {
      moments.add(slots[i]);
    }
  }

  private double[] fresh(String cluster) {
    double[] sum = new double[dimension];
    slots[sums.size()] = sum;
    sums.put(cluster, sum);
    return sum;
  }

  private double[] shared(String cluster) {
    int hash = cluster.hashCode() * 0x9E3779B9;
    return slots[Math.floorMod(hash ^ (hash >>> 15), capacity)];
  }
}
