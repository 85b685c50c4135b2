package dev.pointsman.eval.online;

import dev.pointsman.bandit.Arm;
import dev.pointsman.eval.Parallel;
import dev.pointsman.eval.Progress;
import dev.pointsman.eval.frontier.Frontier;
import dev.pointsman.eval.frontier.Hull;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/// One life per seed and budget over the whole table, compared with the static mix on it.
final class BudgetEvaluation {

  private final World world;
  private final OnlineSettings settings;

  BudgetEvaluation(World world, OnlineSettings settings) {
    this.world = world;
    this.settings = settings;
  }

  List<OnlineReport.PerBudget> run(Progress progress) {
    List<Callable<BudgetReplay.Spent>> work = new ArrayList<>();
    for (double budget : settings.budgets()) {
      for (int seed = 0; seed < settings.seeds(); seed++) {
        int own = seed;
        work.add(
            () -> {
              BudgetReplay.Spent spent = live(budget, own);
              progress.step();
              return spent;
            });
      }
    }
    List<BudgetReplay.Spent> all = Parallel.all(settings.threads(), work);
    Hull hull = hull();
    List<OnlineReport.PerBudget> perBudget = new ArrayList<>();
    for (int b = 0; b < settings.budgets().size(); b++) {
      int from = b * settings.seeds();
      perBudget.add(mean(all.subList(from, from + settings.seeds()), hull));
    }
    return perBudget;
  }

  private BudgetReplay.Spent live(double budget, int seed) {
    List<Arm> arms = world.arms(Split.of(world.table().rows(), seed));
    return new BudgetReplay(world.table(), world.contexts(), world.teacher())
        .live(
            world.learner(arms), arms, budget, new BudgetReplay.Start(seed, world.warmContexts()));
  }

  private Hull hull() {
    ArmTable table = world.table();
    int[] all = IntStream.range(0, table.rows()).toArray();
    return Hull.of(Frontier.means(table, all).subList(0, table.models()));
  }

  private static OnlineReport.PerBudget mean(List<BudgetReplay.Spent> seeds, Hull hull) {
    double budget = seeds.getFirst().budgetUsd();
    double quality = 0;
    double cost = 0;
    double hullAtCost = 0;
    for (BudgetReplay.Spent spent : seeds) {
      quality += spent.quality() / seeds.size();
      cost += spent.costUsd() / seeds.size();
      hullAtCost += hull.at(spent.costUsd()) / seeds.size();
    }
    return new OnlineReport.PerBudget(
        budget,
        quality,
        cost,
        cost / budget,
        hull.at(budget),
        hullAtCost,
        BudgetPath.mean(seeds.stream().map(BudgetReplay.Spent::path).toList()));
  }
}
