package dev.pointsman.eval.online;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.PriceList;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What `eval online` is asked to do: lambdas or budgets (mean USD per request). `passes` over the
/// stream; `warmStart` is taught first; `leftOut` rows, if any, are held out instead of a random
/// half.
public record OnlineSettings(
    LearnerMaker learner,
    FeedbackModes feedback,
    List<Double> lambdas,
    List<Double> budgets,
    int seeds,
    boolean priors,
    Scenario scenario,
    Set<Integer> leftOut,
    int passes,
    Lag lag,
    Optional<ArmTable> warmStart,
    PriceList prices,
    Set<Baseline> baselines,
    int threads) {

  public OnlineSettings {
    lambdas = List.copyOf(lambdas);
    budgets = List.copyOf(budgets);
    leftOut = Set.copyOf(leftOut);
    baselines = Set.copyOf(baselines);
    if (lambdas.isEmpty() == budgets.isEmpty()) {
      throw new IllegalArgumentException("either lambdas or budgets");
    }
    if (scenario != Scenario.STATIONARY && (passes > 1 || lambdas.isEmpty())) {
      throw new IllegalArgumentException("a scenario takes lambdas and a single pass");
    }
  }

  /// The stream and the held-out rows of one seed; conversations stay whole.
  Split split(int[] clusters, long seed) {
    Split split =
        leftOut.isEmpty()
            ? Split.of(clusters, seed)
            : Split.leavingOut(clusters.length, leftOut, seed);
    if (clusters.length > 1 && split.heldOutSize() == 0) {
      throw new BadInputException(
          "--data", "one conversation holds most of the rows", "give more, or drop `session`");
    }
    return split;
  }
}
