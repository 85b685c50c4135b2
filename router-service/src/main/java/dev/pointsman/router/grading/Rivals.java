package dev.pointsman.router.grading;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The eligible arms whose expected utility is closest to the drawn one's: where it is least clear
/// that the right one was drawn. Pure.
final class Rivals {

  private Rivals() {}

  static List<String> of(LoggedDecision decision, int most) {
    Candidate drawn = decision.eligible().get(decision.chosen());
    List<Candidate> others = new ArrayList<>(decision.eligible());
    others.remove(decision.chosen());
    double at = utility(decision, drawn);
    others.sort(Comparator.comparingDouble(other -> Math.abs(utility(decision, other) - at)));
    return others.stream().limit(most).map(Candidate::arm).toList();
  }

  private static double utility(LoggedDecision decision, Candidate arm) {
    return decision.value() * arm.predicted().quality()
        - decision.lambda() * arm.predicted().costUsd();
  }
}
