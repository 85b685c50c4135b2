package dev.pointsman.router.grading;

import dev.pointsman.feedback.judge.Bench.Seat;
import dev.pointsman.router.config.JudgePlan;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.grading.JudgeCalls.Judged;
import dev.pointsman.router.grading.JudgeCalls.Sitting;
import dev.pointsman.router.grading.Purse.Limit;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/// Asks judges about one paper within their budget, and remembers whether anything was put off. One
/// event loop.
final class Hearing {

  private final Grader grader;
  private final Means means;
  private final String route;
  private final JudgePlan plan;
  private final Paper paper;
  private boolean isPutOff;

  Hearing(Grader grader, Means means, String route, JudgePlan plan, Paper paper) {
    this.grader = grader;
    this.means = means;
    this.route = route;
    this.plan = plan;
    this.paper = paper;
  }

  Grader grader() {
    return grader;
  }

  String route() {
    return route;
  }

  JudgePlan plan() {
    return plan;
  }

  Paper paper() {
    return paper;
  }

  /// Whether a judge could not be asked now, but may be later.
  boolean isPutOff() {
    return isPutOff;
  }

  /// What a judge says in so many rulings on answers of so many characters; empty where the budget
  /// does not allow it or the judge cannot be reached. Fails only when the store does.
  Future<Optional<Judged>> judged(
      Seat seat, int characters, int rulings, Function<Sitting, Future<Judged>> ask) {
    Optional<ServedArm> judge = means.catalogue().find(seat.model());
    if (judge.isEmpty()) {
      return without("judge_missing", false);
    }
    String name = "the judge of " + paper.decisionId();
    String rubric = plan.rubrics().text(paper.rubric());
    Sitting sitting =
        new Sitting(means.fallback(), name, judge.get(), rubric, plan.maxOutputTokens());
    int all = characters + paper.texts().question().length();
    String claim = "grading:" + UUID.randomUUID();
    Limit limit =
        new Limit("judge", route, plan.microUsdPerDay(), OptionalInt.of(plan.perMinute()));
    return grader
        .purse()
        .claim(claim, limit, sitting.most(grader.nowMillis(), all, rulings))
        .compose(
            leave ->
                switch (leave) {
                  case GRANTED -> settled(claim, ask.apply(sitting));
                  case NOT_TODAY -> without("over_budget", false);
                  case NOT_NOW -> without("over_rate", true);
                });
  }

  private Future<Optional<Judged>> settled(String claim, Future<Judged> ruling) {
    return ruling.transform(
        done -> {
          long cost = done.succeeded() ? done.result().costMicroUsd() : 0;
          grader.telemetry().gradingCost(route, "judge", cost);
          return grader
              .purse()
              .settle(claim, cost)
              .transform(
                  settled ->
                      done.succeeded() ? counted(done.result()) : without("judge_failed", true));
        });
  }

  private Future<Optional<Judged>> counted(Judged judged) {
    String what =
        judged
            .why()
            .map(why -> "abstained_" + why.name().toLowerCase(Locale.ROOT))
            .orElse("graded");
    grader.telemetry().grading(route, what);
    return Future.succeededFuture(Optional.of(judged));
  }

  private Future<Optional<Judged>> without(String why, boolean isLater) {
    grader.telemetry().grading(route, why);
    isPutOff |= isLater;
    return Future.succeededFuture(Optional.empty());
  }
}
