package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Cascade;
import java.util.OptionalDouble;

/// What was believed of the parts of cascades at one moment. Immutable, any thread.
///
/// A cascade's quality is `p g + (1 - p) h` in the letters of {@link CascadeHead}. Its variance
/// follows to first order from those of the parts, taken as independent:
/// `(g - h)² var p + p² var g + (1 - p)² var h`.
record CascadeBeliefs(Beliefs acceptance, Beliefs accepted, Beliefs escalated) {

  /// Chance of acceptance, expected quality, and the quality's standard deviation.
  record Outlook(double acceptance, double quality, double deviation) {}

  Outlook of(String arm, Cascade cascade, double[] x) {
    Posterior acceptedHow = accepted.of(cascade.opening(), OptionalDouble.empty());
    Posterior acceptedWhen = acceptance.of(cascade.opening(), OptionalDouble.empty());
    Posterior escalatedHow = escalated.of(CascadeHead.esc(arm, cascade), OptionalDouble.empty());
    double p = Math.clamp(acceptedWhen.mean(x), 0, 1);
    double g = Math.clamp(acceptedHow.mean(x), 0, 1);
    double h = Math.clamp(escalatedHow.mean(x), 0, 1);
    double variance =
        (g - h) * (g - h) * acceptance.noise() * acceptedWhen.variance(x)
            + p * p * accepted.noise() * acceptedHow.variance(x)
            + (1 - p) * (1 - p) * escalated.noise() * escalatedHow.variance(x);
    return new Outlook(p, p * g + (1 - p) * h, Math.sqrt(variance));
  }
}
