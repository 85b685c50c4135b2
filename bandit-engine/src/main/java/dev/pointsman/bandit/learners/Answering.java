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
/// var g + (1 - p)² var h`. Parts of an opening are worked out once for all of its cascades.
final class Answering {

  private final AnswerBeliefs beliefs;
  private final double[] x;
  private final double[] unmarked;
  private final Map<String, Opened> opened = new HashMap<>();

  /// p and g of an opening.
  private record Opened(Estimate acceptance, Estimate quality) {}

  /// A cascade's chance of acceptance, and its quality.
  record Outlook(double acceptance, Estimate quality) {}

  Answering(AnswerBeliefs beliefs, double[] x) {
    this.beliefs = beliefs;
    this.x = x;
    this.unmarked = Openings.marked(x, beliefs.slots(), -1);
  }

  Estimate model(Arm arm) {
    return AnswerBeliefs.estimate(beliefs.quality(), arm.id(), arm.qualityPrior(), unmarked)
        .clamped();
  }

  Outlook cascade(String arm, Cascade cascade) {
    Openings.Opening opening = beliefs.opening(arm, cascade);
    Opened first = opened.computeIfAbsent(opening.id(), this::open);
    double[] marked = Openings.marked(x, beliefs.slots(), opening.slot());
    Arm last = cascade.last();
    Estimate then =
        AnswerBeliefs.estimate(beliefs.quality(), last.id(), last.qualityPrior(), marked)
            .lowered(AnswerHead.DROP)
            .clamped();
    return new Outlook(first.acceptance().mean(), mixed(first, then));
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
