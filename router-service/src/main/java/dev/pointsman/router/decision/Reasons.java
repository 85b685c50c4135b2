package dev.pointsman.router.decision;

import dev.pointsman.bandit.Prediction;
import dev.pointsman.router.decision.Catalogue.Target;
import dev.pointsman.router.openai.Terms;
import java.util.Locale;

/// Why the drawn arm was drawn, in words.
final class Reasons {

  private Reasons() {}

  static String of(Target target, Terms terms, Draw draw) {
    String arm = draw.choice().arm().id();
    if (draw.isReplay()) {
      return arm + " answered an equal request before, and its answer was kept";
    }
    if (target.concrete()) {
      return "the request names " + arm;
    }
    if (draw.say() instanceof Say.Fixed fixed) {
      return fixed.why();
    }
    if (draw.holdout()) {
      return arm + " answers the share of conversations held out to measure savings";
    }
    if (draw.question().eligible().size() == 1) {
      return arm + " is the only arm eligible";
    }
    String worth = worth(draw.question().lambda(), terms.value());
    if (!draw.explored()) {
      return arm + " has the best expected utility" + worth + ": " + expected(draw, draw.best());
    }
    String best = draw.question().eligible().get(draw.best()).id();
    return String.format(
        Locale.ROOT,
        "%s was drawn with probability %.3f to learn about it (%s); the best expected utility%s is"
            + " %s's (%s)",
        arm,
        draw.choice().propensity(),
        expected(draw, draw.choice().index()),
        worth,
        best,
        expected(draw, draw.best()));
  }

  private static String worth(double lambda, double value) {
    if (lambda == 0) {
      return " when cost does not matter";
    }
    return String.format(Locale.ROOT, " at %.4g USD per good answer", value / lambda);
  }

  private static String expected(Draw draw, int index) {
    Prediction predicted = draw.assessment().predictions().get(index);
    return String.format(
        Locale.ROOT, "quality %.2f for %.6f USD", predicted.quality(), predicted.costUsd());
  }
}
