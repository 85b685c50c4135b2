package dev.pointsman.router.hold;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Question;
import dev.pointsman.router.decision.Pace;

/// The pace of a budget that is nearly reached, where it is thriftier than the route's own.
record Thrifty(Pace budget, Pace route) implements Pace {

  boolean isThriftier() {
    return budget.lambda() > route.lambda();
  }

  @Override
  public double lambda() {
    return Math.max(budget.lambda(), route.lambda());
  }

  @Override
  public Assessment temper(Assessment assessment, Question question) {
    return isThriftier() ? budget.temper(assessment, question) : route.temper(assessment, question);
  }

  @Override
  public void decided(Assessment tempered, Question question) {
    budget.decided(tempered, question);
    route.decided(tempered, question);
  }

  @Override
  public void spent(long microUsd) {
    route.spent(microUsd);
  }
}
