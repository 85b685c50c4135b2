package dev.pointsman.router.config;

import java.util.List;
import java.util.Optional;

/// How much of a route's traffic its policy may have: all of it, all but a `holdout` share of the
/// conversations, which `baseline` answers so that savings can be measured, or none (`observe`):
/// then `baseline` answers always, and what would have been chosen is recorded.
public record Trial(boolean observe, double holdout, Optional<String> baseline) {

  static Trial of(Section section, List<String> arms) {
    Optional<String> baseline = section.text("baseline");
    boolean observe = section.text("mode", "route").equals("observe");
    double holdout = section.number("holdout", 0);
    baseline
        .filter(arm -> !arms.contains(arm))
        .ifPresent(
            arm -> {
              throw section.problem(
                  "baseline", "`" + arm + "` is not among arms" + Suggestion.among(arms, arm));
            });
    if (baseline.isEmpty() && (observe || holdout > 0)) {
      throw section.problem(
          observe ? "mode" : "holdout", "needs the key `baseline` beside it: the arm that answers");
    }
    return new Trial(observe, holdout, baseline);
  }
}
