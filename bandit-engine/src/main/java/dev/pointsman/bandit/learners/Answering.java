package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.learners.AnswerBeliefs.Estimate;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// What is believed of answers to one prompt. One thread, for one decision.
///
/// In the letters of {@link AnswerHead} a cascade's quality is `p g + (1 - p) h`. Its variance is
/// that of the parts, taken as independent, to first order (the delta method): `(g - h)² var p + p²
/// var g + (1 - p)² var h`. Each part is worked out once for all arms that have it.
final class Answering {

  private final AnswerBeliefs beliefs;
  private final double[] x;
  private final Map<String, Modelled> modelled = new HashMap<>();
  private final Map<String, Opened> opened = new HashMap<>();

  /// p and g of an opening.
  private record Opened(Estimate acceptance, Estimate quality) {}

  /// A model at the prompt: with no opening marked, and with each of them in turn.
  private static final class Modelled {

    private final Posterior posterior;
    private final double mean;
    private final int places;
    private final double[] variances;

    Modelled(Posterior posterior, double mean, int places, double[] variances) {
      this.posterior = posterior;
      this.mean = mean;
      this.places = places;
      this.variances = variances;
    }

    Estimate estimate(int slot) {
      double mark = slot < 0 ? 0 : posterior.theta(places + slot);
      return new Estimate(mean + mark, variances[slot + 1]);
    }
  }

  /// A cascade's chance of acceptance, and its quality.
  record Outlook(double acceptance, Estimate quality) {}

  Answering(AnswerBeliefs beliefs, double[] x) {
    this.beliefs = beliefs;
    this.x = x;
  }

  Estimate model(Arm arm) {
    return modelled(arm).estimate(-1).clamped();
  }

  Outlook cascade(String arm, Cascade cascade) {
    Openings.Opening opening = beliefs.opening(arm, cascade);
    Opened first = opened.computeIfAbsent(opening.id(), this::open);
    Estimate then =
        modelled(cascade.last()).estimate(opening.slot()).lowered(AnswerHead.DROP).clamped();
    return new Outlook(first.acceptance().mean(), mixed(first, then));
  }

  private Modelled modelled(Arm model) {
    return modelled.computeIfAbsent(model.id(), id -> model(id, model.qualityPrior()));
  }

  private Modelled model(String id, OptionalDouble guess) {
    Posterior posterior = beliefs.quality().of(id, guess);
    double[] unmarked = Openings.marked(x, beliefs.slots(), -1);
    double[] variances = posterior.variances(unmarked, x.length);
    for (int i = 0; i < variances.length; i++) {
      variances[i] *= beliefs.quality().noise();
    }
    return new Modelled(posterior, posterior.mean(unmarked), x.length, variances);
  }

  private Opened open(String opening) {
    OptionalDouble none = OptionalDouble.empty();
    return new Opened(
        AnswerBeliefs.estimate(beliefs.acceptance(), opening, none, x).clamped(),
        AnswerBeliefs.estimate(beliefs.accepted(), opening, none, x).clamped());
  }

  private static Estimate mixed(Opened first, Estimate then) {
    double p = first.acceptance().mean();
    double gap = first.quality().mean() - then.mean();
    return new Estimate(
        p * first.quality().mean() + (1 - p) * then.mean(),
        gap * gap * first.acceptance().variance()
            + p * p * first.quality().variance()
            + (1 - p) * (1 - p) * then.variance());
  }
}
