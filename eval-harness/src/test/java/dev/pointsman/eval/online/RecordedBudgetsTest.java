package dev.pointsman.eval.online;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.features.Featurizers;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.eval.Progress;
import dev.pointsman.eval.Recorded;
import dev.pointsman.eval.table.ArmTable;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The shipped learner under the seven budgets of ParetoBandit's own table. Few seeds: bounds leave
/// room for what two of them vary; `eval online --seeds 10` gives the figures.
class RecordedBudgetsTest {

  private static final List<String> MODELS =
      List.of("llama-3.1-8b-instruct", "mistral-large-2512", "gemini-2.5-pro");
  private static final List<Double> BUDGETS =
      List.of(2.9e-5, 8.3e-5, 2.3e-4, 6.6e-4, 1.9e-3, 5.3e-3, 1.5e-2);

  @Test
  void live_sevenBudgets_areKeptAndNotBelowTheMix() {
    ArmTable table = Recorded.table("paretobandit_test", MODELS);
    OnlineSettings settings =
        new OnlineSettings(
            new LearnerMaker("adaptive", schema -> Learners.create("adaptive", schema)),
            FeedbackModes.parse("chosen"),
            List.of(),
            BUDGETS,
            2,
            false,
            Scenario.STATIONARY,
            Set.of(),
            1,
            Lag.NONE,
            Optional.of(Recorded.table("paretobandit_val", MODELS)),
            Recorded.prices(),
            Set.of(),
            2);
    World world = new World(table, Featurizers.standard(), settings);

    List<OnlineReport.PerBudget> all;
    PrintWriter silent = new PrintWriter(Writer.nullWriter());
    try (Progress progress = new Progress("test", 2 * BUDGETS.size(), silent)) {
      all = new BudgetEvaluation(world, settings).run(progress);
    }

    assertThat(all)
        .allSatisfy(
            budget -> {
              assertThat(budget.utilisation()).isLessThanOrEqualTo(1.05);
              assertThat(budget.quality()).isGreaterThan(budget.hullAtCost() - 0.002);
            });
    assertThat(all.get(1).quality()).isGreaterThan(all.get(1).hullAtCost() + 0.005);
    assertThat(all.get(2).quality()).isGreaterThan(all.get(2).hullAtCost() + 0.015);
  }
}
