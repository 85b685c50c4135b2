package dev.pointsman.bandit.learners;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a hierarchy believed at one moment. Immutable, any thread.
///
/// `newcomers` are the arms that joined others and are hardly known, `reopened` those that changed
/// and are hardly known since, `noise` is the variance of a single row, `rows` the weight of all
/// that was taught.
record Beliefs(
    Map<String, Posterior> posteriors,
    Newcomer newcomer,
    Set<String> newcomers,
    Set<String> reopened,
    double noise,
    double rows) {

  /// What is believed of an arm without rows. The posterior without a guess is made once, when it
  /// is first asked for: O(d³).
  static final class Newcomer {

    private final Function<OptionalDouble, Prior> priors;
    private volatile @Nullable Posterior unguessed;

    Newcomer(Function<OptionalDouble, Prior> priors) {
      this.priors = priors;
    }

    Prior prior(OptionalDouble guess) {
      return priors.apply(guess);
    }

    Posterior posterior(OptionalDouble guess) {
      Posterior known = unguessed;
      if (guess.isPresent() || known == null) {
        known = new Ridge(prior(guess)).posterior();
        unguessed = guess.isPresent() ? unguessed : known;
      }
      return known;
    }
  }

  Posterior of(String arm, OptionalDouble guess) {
    Posterior known = posteriors.get(arm);
    return known == null ? newcomer.posterior(guess) : known;
  }
}
