package dev.pointsman.eval.online;

import dev.pointsman.eval.frontier.Frontier;
import dev.pointsman.eval.frontier.Hull;
import dev.pointsman.eval.frontier.RouterArena;
import dev.pointsman.eval.reference.References;
import dev.pointsman.eval.table.ArmTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The figures that stand beside the learner's at each lambda, means over the seeds.
final class Companions {

  private final ArmTable table;
  private final List<SeedRun> runs;
  private final List<Hull> oracles = new ArrayList<>();

  Companions(ArmTable table, List<SeedRun> runs) {
    this.table = table;
    this.runs = runs;
    for (SeedRun run : runs) {
      oracles.add(Hull.of(Frontier.oracle(table, run.split().heldOutRows())));
    }
  }

  /// `costs`: the learner's mean cost of each seed.
  OnlineReport.Beside beside(int l, double lambda, double quality, double[] costs) {
    double oracle = 0;
    double cost = 0;
    for (int s = 0; s < costs.length; s++) {
      oracle += oracles.get(s).at(costs[s]) / costs.length;
      cost += costs[s] / costs.length;
    }
    return new OnlineReport.Beside(
        utility(l, lambda, Baseline.LOGISTIC),
        utility(l, lambda, Baseline.FOREST),
        oracle,
        RouterArena.score(quality, cost));
  }

  private @Nullable Double utility(int l, double lambda, Baseline baseline) {
    double sum = 0;
    long rows = 0;
    for (SeedRun run : runs) {
      References.Chosen chosen = run.references().get(l).baselines().get(baseline);
      if (chosen == null) {
        return null;
      }
      for (int place = 0; place < chosen.arms().size(); place++) {
        int row = run.split().heldOut(place);
        int arm = chosen.arms().get(place);
        sum += table.quality(row, arm) - lambda * table.cost(row, arm);
        rows++;
      }
    }
    return sum / rows;
  }
}
