package dev.pointsman.router.decision;

import dev.pointsman.bandit.Prediction;
import dev.pointsman.router.decision.Catalogue.Target;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Why the drawn arm was drawn, in words.
final class Reasons {

  private final Draw draw;
  private final List<Prediction> predictions;

  private Reasons(Draw draw) {
    this.draw = draw;
    this.predictions = draw.assessment().predictions();
  }

  static String of(Target target, Draw draw) {
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
    Reasons reasons = new Reasons(draw);
    return draw.explored() ? reasons.explored() : reasons.preferred();
  }

  /// The arm of the best expected utility. One of lower quality is the cheapest of all that are no
  /// worse, since a cheaper one would be of better utility.
  private String preferred() {
    int chosen = draw.choice().index();
    int strongest = most(place -> true, place -> predictions.get(place).quality());
    double behind = quality(strongest) - quality(chosen);
    if (chosen == strongest || behind == 0) {
      return worthIt(chosen);
    }
    if (behind < 0.005) {
      return id(chosen) + " is the cheapest arm expected to be as good as the best: " + bet(chosen);
    }
    return id(chosen)
        + " is the cheapest arm whose predicted quality "
        + Words.share(quality(chosen))
        + " is within "
        + Words.share(behind)
        + " of the best ("
        + id(strongest)
        + ", "
        + Words.share(quality(strongest))
        + "): that much more is worth "
        + Words.usd(behind * perGoodAnswer())
        + " and would cost "
        + Words.usd(cost(strongest) - cost(chosen));
  }

  /// The arm of the highest quality, against the best of those that are cheaper.
  private String worthIt(int chosen) {
    if (draw.question().lambda() == 0) {
      return id(chosen)
          + " has the highest predicted quality, "
          + Words.share(quality(chosen))
          + ", and cost does not matter here";
    }
    IntPredicate isCheaper = place -> cost(place) < cost(chosen);
    if (IntStream.range(0, predictions.size()).noneMatch(isCheaper)) {
      return id(chosen) + " is expected to be the best and the cheapest: " + bet(chosen);
    }
    int rival = most(isCheaper, draw::utility);
    double better = quality(chosen) - quality(rival);
    return id(chosen)
        + " is worth its price: its predicted quality "
        + Words.share(quality(chosen))
        + " is "
        + Words.share(better)
        + " above that of "
        + id(rival)
        + ", which is worth "
        + Words.usd(better * perGoodAnswer())
        + " and costs "
        + Words.usd(cost(chosen) - cost(rival))
        + " more";
  }

  private String explored() {
    int chosen = draw.choice().index();
    return id(chosen)
        + " was drawn with probability "
        + Words.probability(draw.choice().propensity())
        + " to learn more about it ("
        + bet(chosen)
        + "); what is known so far speaks for "
        + id(draw.best())
        + " ("
        + bet(draw.best())
        + ")";
  }

  private String bet(int place) {
    return "predicted quality " + Words.share(quality(place)) + " for " + Words.usd(cost(place));
  }

  /// What one more good answer to this request is worth, USD.
  private double perGoodAnswer() {
    return draw.question().value() / draw.question().lambda();
  }

  private int most(IntPredicate among, IntToDoubleFunction of) {
    int most = -1;
    for (int i = 0; i < predictions.size(); i++) {
      if (among.test(i) && (most < 0 || of.applyAsDouble(i) > of.applyAsDouble(most))) {
        most = i;
      }
    }
    return most;
  }

  private String id(int place) {
    return draw.question().eligible().get(place).id();
  }

  private double quality(int place) {
    return predictions.get(place).quality();
  }

  private double cost(int place) {
    return predictions.get(place).costUsd();
  }
}
