package dev.pointsman.eval.online;

import java.util.ArrayList;
import java.util.List;

/// How spending under a budget went along the stream: forty milestones.
final class BudgetPath {

  private static final int MILESTONES = 40;

  private final double budgetUsd;
  private final int rounds;
  private final List<OnlineReport.Milestone> milestones = new ArrayList<>();
  private int lastRound;
  private double lastQuality;
  private double lastCost;

  BudgetPath(double budgetUsd, int rounds) {
    this.budgetUsd = budgetUsd;
    this.rounds = rounds;
  }

  /// `quality` and `cost` are sums over all rounds so far.
  void add(int round, double quality, double cost, double lambda) {
    if ((long) round * MILESTONES / rounds == (long) (round - 1) * MILESTONES / rounds) {
      return;
    }
    double since = round - lastRound;
    milestones.add(
        new OnlineReport.Milestone(
            round,
            (quality - lastQuality) / since,
            (cost - lastCost) / since,
            cost / (round * budgetUsd),
            lambda));
    lastRound = round;
    lastQuality = quality;
    lastCost = cost;
  }

  List<OnlineReport.Milestone> milestones() {
    return milestones;
  }

  /// Of paths with the same milestones.
  static List<OnlineReport.Milestone> mean(List<List<OnlineReport.Milestone>> paths) {
    List<OnlineReport.Milestone> mean = new ArrayList<>();
    for (int m = 0; m < paths.getFirst().size(); m++) {
      double quality = 0;
      double cost = 0;
      double utilisation = 0;
      double lambda = 0;
      for (List<OnlineReport.Milestone> path : paths) {
        quality += path.get(m).quality() / paths.size();
        cost += path.get(m).costUsd() / paths.size();
        utilisation += path.get(m).utilisation() / paths.size();
        lambda += path.get(m).lambda() / paths.size();
      }
      int round = paths.getFirst().get(m).rounds();
      mean.add(new OnlineReport.Milestone(round, quality, cost, utilisation, lambda));
    }
    return mean;
  }
}
