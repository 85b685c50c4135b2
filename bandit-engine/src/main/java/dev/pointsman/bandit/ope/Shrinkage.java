package dev.pointsman.bandit.ope;

/// What becomes of an importance weight before it is used: less variance, bought with bias.
@FunctionalInterface
public interface Shrinkage {

  double of(double ratio);

  /// The weight as it is: no bias.
  static Shrinkage none() {
    return ratio -> ratio;
  }

  /// Nothing of it: what remains is the reward model.
  static Shrinkage all() {
    return ratio -> 0;
  }

  /// min(w, most).
  static Shrinkage clip(double most) {
    require(most > 0, "a clip must be > 0", most);
    return ratio -> Math.min(ratio, most);
  }

  /// w where w <= most, else 0, so that the model stands in (Wang, Agarwal and Dudík 2017).
  static Shrinkage switchOver(double most) {
    require(most >= 0, "a switch must be >= 0", most);
    return ratio -> ratio <= most ? ratio : 0;
  }

  /// λw / (w² + λ): 0 is the model alone, ∞ no shrinkage (Su et al. 2020, optimistic).
  static Shrinkage optimistic(double lambda) {
    require(lambda >= 0, "a shrinkage must be >= 0", lambda);
    if (lambda == 0) {
      return all();
    }
    return Double.isInfinite(lambda) ? none() : ratio -> ratio / (ratio * ratio / lambda + 1);
  }

  /// w / (1 - λ + λw), λ in 0..1: bounded by 1/λ (Metelli, Russo and Restelli 2021, sub-Gaussian).
  static Shrinkage subGaussian(double lambda) {
    require(lambda >= 0 && lambda <= 1, "a sub-Gaussian shrinkage must be in 0..1", lambda);
    return ratio -> ratio == 0 ? 0 : ratio / (1 - lambda + lambda * ratio);
  }

  private static void require(boolean holds, String what, double was) {
    if (!holds) {
      throw new IllegalArgumentException(what + ", was " + was);
    }
  }
}
