package dev.pointsman.bandit.features;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.math.la.DenseMatrix;

/// Principal components of a set of vectors, scaled so that one standard deviation of them becomes
/// one half.
///
/// Each component's sign makes its largest coefficient positive, so that a refit on like data gives
/// like features. O(n d²) and an eigen-decomposition by Tribuo.
final class Components {

  /// Variance below which a direction counts as constant.
  private static final double LEAST = 1e-6;

  private Components() {}

  static LinearMap of(List<float[]> vectors, int count) {
    int d = vectors.getFirst().length;
    double[] mean = new double[d];
    for (float[] v : vectors) {
      for (int i = 0; i < d; i++) {
        mean[i] += v[i] / (double) vectors.size();
      }
    }
    DenseMatrix.EigenDecomposition eigen =
        DenseMatrix.createDenseMatrix(covariance(vectors, mean))
            .eigenDecomposition()
            .orElseThrow(() -> new IllegalStateException("the eigen-decomposition failed"));
    var names = new ArrayList<String>();
    float[] offsets = new float[count];
    float[][] rows = new float[count][d];
    for (int r = 0; r < count; r++) {
      names.add("component" + (r + 1));
      double[] direction = eigen.getEigenVector(r).toArray();
      double scale = sign(direction) * 0.5 / Math.sqrt(Math.max(LEAST, eigen.eigenvalues().get(r)));
      double offset = 0;
      for (int i = 0; i < d; i++) {
        rows[r][i] = (float) (scale * direction[i]);
        offset -= scale * direction[i] * mean[i];
      }
      offsets[r] = (float) offset;
    }
    return new LinearMap(names, offsets, rows);
  }

  /// Symmetric to the last bit, as Tribuo demands.
  private static double[][] covariance(List<float[]> vectors, double[] mean) {
    int d = mean.length;
    double[][] covariance = new double[d][d];
    for (float[] v : vectors) {
      for (int i = 0; i < d; i++) {
        double centred = (v[i] - mean[i]) / vectors.size();
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += centred * (v[j] - mean[j]);
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  private static double sign(double[] direction) {
    double largest = 0;
    for (double v : direction) {
      if (Math.abs(v) > Math.abs(largest)) {
        largest = v;
      }
    }
    return largest < 0 ? -1 : 1;
  }
}
