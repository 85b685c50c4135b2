package dev.pointsman.eval.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.datasets.PriceList;
import dev.pointsman.eval.Progress;
import dev.pointsman.eval.SmallWorld;
import dev.pointsman.eval.table.ArmTable;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InspectionTest {

  private static final int ROWS = 1_600;
  private static final int SEEDS = 2;
  private static final ArmTable TABLE = SmallWorld.table(ROWS);
  private final OnlineEvaluation.Result stationary =
      run(List.of(10.0, 1e6), List.of(), Scenario.STATIONARY);

  private static OnlineEvaluation.Result run(
      List<Double> lambdas, List<Double> budgets, Scenario scenario) {
    OnlineSettings settings =
        new OnlineSettings(
            new LearnerMaker("igw", schema -> Learners.create("igw", schema)),
            FeedbackModes.parse("chosen"),
            lambdas,
            budgets,
            SEEDS,
            false,
            scenario,
            Set.of(),
            1,
            Lag.NONE,
            Optional.empty(),
            PriceList.empty(),
            Set.of(),
            2);
    OnlineEvaluation evaluation = new OnlineEvaluation(TABLE, SmallWorld.featurizer(), settings);
    PrintWriter silent = new PrintWriter(Writer.nullWriter());
    try (Progress progress = new Progress("test", evaluation.steps(), silent)) {
      return evaluation.run(progress);
    }
  }

  private Details.AtLambda at(int lambda) {
    return Objects.requireNonNull(stationary.details()).perLambda().get(lambda);
  }

  @Test
  void groups_all_saysWhatTheSummarySays() {
    for (int l = 0; l < 2; l++) {
      OnlineReport.PerLambda summary = stationary.learner().perLambda().get(l);
      Details.Group all = at(l).groups().getFirst();

      assertThat(all.by()).isEqualTo("all");
      assertThat(all.n()).isEqualTo(ROWS);
      assertThat(all.quality().mean()).isCloseTo(summary.quality(), within(1e-12));
      assertThat(all.costUsd().mean()).isCloseTo(summary.costUsd(), within(1e-15));
      double difference = summary.learnerMinusBestFixed().mean();
      assertThat(all.difference().mean()).isCloseTo(difference, within(1e-6));
      assertThat(all.difference().ci95().get(0)).isLessThanOrEqualTo(all.difference().mean());
    }
  }

  @Test
  void groups_errorsOfAll_areTheSummarysOverLambdas() {
    OnlineReport.HeldOut summary = Objects.requireNonNull(stationary.learner().heldOut());
    Details.Group first = at(0).groups().getFirst();
    Details.Group second = at(1).groups().getFirst();

    assertThat((first.misroute() + second.misroute()) / 2)
        .isCloseTo(summary.misroute(), within(1e-12));
    assertThat((first.harm() + second.harm()) / 2).isCloseTo(summary.harm(), within(1e-12));
    assertThat((first.luck() + second.luck()) / 2).isCloseTo(summary.luck(), within(1e-12));
    assertThat(summary.harm()).isPositive();
  }

  @Test
  void groups_eachKind_coversAllRowsOnce() {
    for (String by : List.of("category", "length", "solved_by")) {
      int rows =
          at(0).groups().stream()
              .filter(group -> group.by().equals(by))
              .mapToInt(Details.Group::n)
              .sum();
      assertThat(rows).as(by).isEqualTo(ROWS);
    }
  }

  /// Dear is the best single model at 10; on easy prompts cheap is as good and saves 0.004 USD.
  @Test
  void groups_easyPrompts_holdTheGain() {
    Details.Group easy =
        at(0).groups().stream().filter(g -> g.name().equals("easy")).findFirst().orElseThrow();

    assertThat(at(0).bestFixedArm()).isEqualTo("dear");
    assertThat(easy.difference().ci95().get(0)).isPositive();
    assertThat(easy.costUsd().mean()).isLessThan(easy.bestFixedCostUsd().mean());
  }

  @Test
  void arms_shares_sumToOne() {
    double sum = at(0).arms().stream().mapToDouble(Details.Share::share).sum();

    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(at(1).arms().getFirst()).isEqualTo(new Details.Share("cheap", 1));
  }

  @Test
  void reliability_bins_holdEveryHeldOutRequest() {
    assertThat(at(0).reliability().stream().mapToDouble(Details.Bin::n).sum())
        .isCloseTo(ROWS / 2.0, within(1e-9));
    double observed =
        at(0).reliability().stream().mapToDouble(bin -> bin.n() * bin.observed()).sum();
    double quality = stationary.learner().perLambda().getFirst().quality();
    assertThat(observed / (ROWS / 2.0)).isCloseTo(quality, within(1e-9));
  }

  @Test
  void learning_lastMoment_isTheWholeStream() {
    Details.Moment last = at(0).learning().getLast();
    OnlineReport.PerLambda summary = stationary.learner().perLambda().getFirst();

    assertThat(last.rounds()).isEqualTo(ROWS / 2);
    double above = summary.utilityVsBestFixed().mean();
    assertThat(last.utilityVsBestFixed()).isCloseTo(above, within(1e-9));
    double explored =
        at(0).learning().stream().mapToDouble(Details.Moment::explored).average().orElse(-1);
    assertThat(explored).isCloseTo(summary.explored(), within(1e-9));
  }

  /// The middle of two lambdas is the second; the grid ends at ten times it, where only cost
  /// counts.
  @Test
  void whatIf_sweep_endsAtTheCheapestArm() {
    Details.WhatIf whatIf = Objects.requireNonNull(stationary.details()).whatIf();

    assertThat(whatIf.trainedAt()).isEqualTo(1e6);
    assertThat(whatIf.points().getFirst().lambda()).isCloseTo(1, within(1e-9));
    assertThat(whatIf.points().getLast().lambda()).isCloseTo(1e7, within(1e-3));
    assertThat(whatIf.points().getLast().costUsd()).isCloseTo(0.001, within(1e-12));
  }

  /// Under drift the stream has another order than its places.
  @Test
  void learning_drift_isNotDrawn() {
    OnlineEvaluation.Result drift = run(List.of(10.0), List.of(), Scenario.DRIFT);

    assertThat(Objects.requireNonNull(drift.details()).perLambda().getFirst().learning()).isEmpty();
  }

  @Test
  void budgetPath_lastMilestone_isTheWholeStream() {
    OnlineReport.PerBudget at =
        run(List.of(), List.of(0.002), Scenario.STATIONARY).perBudget().getFirst();

    assertThat(at.path()).hasSize(40);
    assertThat(at.path().getLast().rounds()).isEqualTo(ROWS);
    assertThat(at.path().getLast().utilisation()).isCloseTo(at.utilisation(), within(1e-9));
    double cost =
        at.path().stream().mapToDouble(OnlineReport.Milestone::costUsd).average().orElse(-1);
    assertThat(cost).isCloseTo(at.costUsd(), within(1e-12));
  }
}
