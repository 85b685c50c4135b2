package dev.pointsman.eval.humaneval;

import java.util.Collection;

/// The chance that one of k completions passes, averaged over problems, with a 95 % interval.
///
/// Per problem the unbiased estimate `1 - C(n-c, k) / C(n, k)` of n completions of which c passed
/// (Chen et al. 2021, eq. 1). The interval is Wilson's with the problems as the sample: a little
/// wide when estimates are fractions, and honest when all pass.
record PassAtK(double mean, double lo, double hi) {

  private static final double Z = 1.959963984540054;

  /// Completions of one problem and how many of them passed.
  record Count(int tried, int passed) {

    /// NaN-free: needs `k <= tried`.
    double estimate(int k) {
      double allFail = 1;
      for (int i = tried - passed + 1; i <= tried; i++) {
        allFail *= Math.max(0, 1 - (double) k / i);
      }
      return 1 - allFail;
    }
  }

  /// Each count needs at least k completions.
  static PassAtK of(Collection<Count> counts, int k) {
    double n = counts.size();
    double mean = counts.stream().mapToDouble(count -> count.estimate(k)).sum() / n;
    double spread = Z * Math.sqrt(mean * (1 - mean) / n + Z * Z / (4 * n * n));
    double middle = mean + Z * Z / (2 * n);
    double scale = 1 + Z * Z / n;
    return new PassAtK(
        mean, Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale));
  }
}
