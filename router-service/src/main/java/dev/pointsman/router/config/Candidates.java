package dev.pointsman.router.config;

import dev.pointsman.bandit.change.Rules;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.feedback.Proposal;
import dev.pointsman.router.config.RouterConfig.Learning;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Reads which learner a route has, which folds in the background, and which candidate is tried.
final class Candidates {

  private static final String LEARNER = "learner";
  private static final String NEXT = "next_learner";
  private static final String EXPLORATION = "exploration";
  private static final String CANDIDATE = "candidate";

  private Candidates() {}

  /// The name of the learner that a route, or its candidate, gives; `usual` where it gives none.
  static String learner(Section section, String usual) {
    String name = section.text(LEARNER, usual);
    if (!Learners.names().contains(name)) {
      throw section.problem(
          LEARNER, "no learner `" + name + "`" + Suggestion.among(Learners.names(), name));
    }
    double times = section.number(EXPLORATION, 1);
    if (times != 1 && !Learners.isTempered(name)) {
      throw section.problem(
          EXPLORATION,
          "`" + name + "` does not explore by doubt, so there is nothing to set; leave it off");
    }
    return Learners.exploring(name, times);
  }

  /// The learner that a route has, and the one that folds in the background.
  static Learning learning(Section route) {
    Optional<String> next = route.text(NEXT);
    next.ifPresent(
        name -> {
          if (!Learners.names().contains(name)) {
            throw route.problem(
                NEXT, "no learner `" + name + "`" + Suggestion.among(Learners.names(), name));
          }
          if (!Learners.isSaved(name)) {
            throw route.problem(NEXT, "`" + name + "` is for evaluation only");
          }
        });
    long after = route.integer("cutover_after_rewards", 0);
    return new Learning(
        learner(route, Learners.DEFAULT),
        next,
        after == 0 ? OptionalLong.empty() : OptionalLong.of(after));
  }

  static Optional<Proposal> of(Section route, Trial trial) {
    if (!route.keys().contains(CANDIDATE)) {
      return Optional.empty();
    }
    if (trial.observe()) {
      throw route.problem(
          CANDIDATE, "cannot be tried while the route only observes; leave off `mode` or this");
    }
    Section section = route.section(CANDIDATE);
    String serving = route.text(LEARNER, Learners.DEFAULT);
    String learner = learner(section, serving);
    OptionalDouble lambda = section.number("lambda");
    if (!Learners.isSaved(learner)) {
      throw section.problem(
          LEARNER, "`" + learner + "` cannot be kept over a restart; give another");
    }
    if (learner.equals(learner(route, Learners.DEFAULT)) && lambda.isEmpty()) {
      throw section.problem("is what serves; give another `learner`, `exploration` or `lambda`");
    }
    Rules rules =
        new Rules(
            section.number("alpha", 0.05),
            section.number("margin", 0),
            section.number("quality_loss", 0.02),
            section.number("cost_rise", 0.5),
            section.number("canary", 0.1),
            section.integer("warm_up", 500),
            section.integer("rows", 20_000));
    return Optional.of(
        new Proposal(
            learner,
            lambda,
            rules,
            trial.holdout(),
            trial.holdout() > 0 ? trial.baseline().orElse("") : ""));
  }
}
