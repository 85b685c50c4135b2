package dev.pointsman.eval.online;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Choice;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.objective.BudgetPacer;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.List;

/// A learner's life under a budget: the whole table is the stream, the pacer sets lambda, and all
/// that exploring and grading cost is spent from the budget.
final class BudgetReplay {

  private final ArmTable table;
  private final List<Context> contexts;
  private final Teacher teacher;

  BudgetReplay(ArmTable table, List<Context> contexts, Teacher teacher) {
    this.table = table;
    this.contexts = contexts;
    this.teacher = teacher;
  }

  /// Means per request over the whole stream.
  record Spent(
      double budgetUsd, double quality, double costUsd, List<OnlineReport.Milestone> path) {}

  /// `foreseen`: contexts known before the first request, for the pacer to go by.
  Spent live(Learner learner, List<Arm> arms, double budgetUsd, Start start) {
    BudgetPacer pacer = new BudgetPacer(budgetUsd);
    start.foreseen().forEach(context -> pacer.foresee(context, arms));
    int[] order = Split.shuffled(table.rows(), start.seed());
    double quality = 0;
    double cost = 0;
    BudgetPath path = new BudgetPath(budgetUsd, order.length);
    for (int i = 0; i < order.length; i++) {
      Dice dice = new Dice(start.seed(), i);
      Context context = contexts.get(order[i]);
      double lambda = pacer.next(context, arms, learner);
      Question question = new Question(context, arms, lambda);
      Choice choice =
          pacer.temper(learner.assess(question), question).draw(dice.seedOf(Dice.ARM, 0));
      Teacher.Round round = new Teacher.Round(order[i], choice.index(), dice);
      double paid = table.cost(order[i], choice.index()) + teacher.teach(learner, round);
      pacer.spend(paid);
      quality += table.quality(order[i], choice.index());
      cost += paid;
      path.add(i + 1, quality, cost, lambda);
    }
    return new Spent(budgetUsd, quality / order.length, cost / order.length, path.milestones());
  }

  record Start(long seed, List<Context> foreseen) {}
}
