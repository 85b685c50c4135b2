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

class OnlineEvaluationTest {

  private static final ArmTable TABLE = SmallWorld.table(1_600);

  private static OnlineSettings settings(String learner, int threads) {
    return settings(learner, threads, List.of(10.0, 1e6), List.of());
  }

  private static OnlineSettings settings(
      String learner, int threads, List<Double> lambdas, List<Double> budgets) {
    return settings(learner, threads, lambdas, budgets, Scenario.STATIONARY);
  }

  private static OnlineSettings settings(
      String learner, int threads, List<Double> lambdas, List<Double> budgets, Scenario scenario) {
    return new OnlineSettings(
        new LearnerMaker(learner, schema -> Learners.create(learner, schema)),
        FeedbackModes.parse("chosen"),
        lambdas,
        budgets,
        3,
        false,
        scenario,
        Set.of(),
        1,
        Lag.NONE,
        Optional.empty(),
        PriceList.empty(),
        Set.of(),
        threads);
  }

  private static OnlineEvaluation.Result run(OnlineSettings settings) {
    OnlineEvaluation evaluation = new OnlineEvaluation(TABLE, SmallWorld.featurizer(), settings);
    PrintWriter silent = new PrintWriter(Writer.nullWriter());
    try (Progress progress = new Progress("test", evaluation.steps(), silent)) {
      return evaluation.run(progress);
    }
  }

  /// Best fixed is dear at .8 - .05; routing by kind is worth (.89 + .75) / 2 = .82.
  @Test
  void run_separableTable_recoversMostOfTheGain() {
    OnlineEvaluation.Result result = run(settings("igw", 2));
    OnlineReport.Learner report = result.learner();

    OnlineReport.PerLambda at = report.perLambda().getFirst();
    assertThat(at.bestFixed()).isCloseTo(0.75, within(0.03));
    assertThat(at.ridge()).isCloseTo(0.82, within(0.03));
    assertThat(at.knn()).isCloseTo(0.82, within(0.03));
    assertThat(at.categoryMean()).isCloseTo(0.82, within(0.03));
    assertThat(at.gainRecovered()).isNotNull();
    if (at.gainRecovered() != null) {
      assertThat(at.gainRecovered().mean()).isBetween(0.5, 1.1);
      assertThat(at.gainRecovered().ci95().get(0)).isLessThan(at.gainRecovered().mean());
      assertThat(at.gainRecovered().ci95().get(1)).isGreaterThan(at.gainRecovered().mean());
    }
    assertThat(at.learner()).isCloseTo(at.quality() - 10 * at.costUsd(), within(1e-12));
    OnlineReport.HeldOut totals = Objects.requireNonNull(report.heldOut());
    assertThat(totals.aiq().mean()).isGreaterThan(totals.aiqSingles());
    assertThat(result.perSeed()).hasSize(3);
    // Cheap is right on nine of ten easy prompts and one of ten hard ones: a good ranker gains all
    // that dear is better by on the hard half.
    OnlineReport.Calls calls = Objects.requireNonNull(report.calls());
    assertThat(calls.apgr()).isBetween(0.7, 1.1);
    assertThat(calls.cpt50()).isLessThan(0.4);
  }

  /// Where only the cheapest arm counts there is no gain to recover.
  @Test
  void run_nothingToGain_isNull() {
    assertThat(run(settings("mean", 2)).learner().perLambda().getLast().gainRecovered()).isNull();
  }

  @Test
  void run_threads_changeNothing() {
    OnlineEvaluation.Result one = run(settings("lints", 1));
    OnlineEvaluation.Result three = run(settings("lints", 3));

    assertThat(three.learner().perLambda()).isEqualTo(one.learner().perLambda());
    assertThat(three.learner().heldOut()).isEqualTo(one.learner().heldOut());
    assertThat(three.learner().calls()).isEqualTo(one.learner().calls());
    assertThat(three.perSeed()).isEqualTo(one.perSeed());
  }

  /// Half way between cheap and dear the static mix scores .65; routing buys dear for the hard
  /// half.
  @Test
  void run_budget_isKeptAndBeatsTheMix() {
    OnlineEvaluation.Result result = run(settings("igw", 2, List.of(), List.of(0.003, 1.0)));

    OnlineReport.PerBudget binding = result.perBudget().getFirst();
    assertThat(binding.hullAtBudget()).isCloseTo(0.65, within(0.03));
    assertThat(binding.utilisation()).isBetween(0.9, 1.05);
    assertThat(binding.quality()).isGreaterThan(binding.hullAtCost() + 0.05);
    OnlineReport.PerBudget free = result.perBudget().getLast();
    assertThat(free.utilisation()).isLessThan(0.01);
    assertThat(free.hullAtBudget()).isCloseTo(0.8, within(0.03));
    assertThat(result.learner().perLambda()).isEmpty();
    assertThat(result.learner().heldOut()).isNull();
  }

  private static OnlineReport.PerLambda under(Scenario scenario) {
    return run(settings("igw", 2, List.of(10.0), List.of(), scenario))
        .learner()
        .perLambda()
        .getFirst();
  }

  /// Dear, the pivot, becomes ten times dearer: .8 - .5 is less than cheap's .5 - .01. The price is
  /// announced, so the learner must leave it at once.
  @Test
  void run_priceChange_isFollowedWithoutRelearning() {
    OnlineReport.PerLambda at = under(Scenario.PRICE_CHANGE);

    assertThat(at.bestFixed()).isCloseTo(0.49, within(0.04));
    assertThat(at.learner()).isGreaterThan(at.bestFixed() - 0.01);
  }

  /// A fifth of dear's answers fail: held out it is worth .64 - .05 at best.
  @Test
  void run_qualityDrop_showsInTheHeldOutWorld() {
    OnlineReport.PerLambda dropped = under(Scenario.QUALITY_DROP);

    assertThat(dropped.bestFixed()).isCloseTo(0.59, within(0.04));
    assertThat(dropped.ridge()).isCloseTo((0.89 + 0.59) / 2, within(0.04));
  }

  /// Only cheap is there at first; in hindsight it is the only one that always was.
  @Test
  void run_newArm_isAdopted() {
    OnlineReport.PerLambda at = under(Scenario.NEW_ARM);

    assertThat(at.quality()).isGreaterThan(0.75);
    assertThat(at.utilityVsBestFixed().mean()).isGreaterThan(0.02);
  }

  @Test
  void run_drift_keepsTheHeldOutRows() {
    OnlineReport.PerLambda drifting = under(Scenario.DRIFT);
    OnlineReport.PerLambda still = under(Scenario.STATIONARY);

    assertThat(drifting.bestFixed()).isEqualTo(still.bestFixed());
    assertThat(drifting.ridge()).isEqualTo(still.ridge());
    assertThat(drifting.utilityVsBestFixed()).isNotEqualTo(still.utilityVsBestFixed());
  }

  /// Dear is gone in the second half: held out, cheap is all there is.
  @Test
  void run_removedArm_isNeverTakenAgain() {
    OnlineReport.PerLambda at = under(Scenario.REMOVED_ARM);

    assertThat(at.bestFixed()).isCloseTo(0.49, within(0.04));
    assertThat(at.learner()).isCloseTo(at.bestFixed(), within(1e-9));
  }

  @Test
  void run_lateNewsOnManyReplicas_stillLearns() {
    OnlineSettings late = late(new Lag(100, 4, 50));
    OnlineReport.PerLambda at = run(late).learner().perLambda().getFirst();

    assertThat(at.learner()).isGreaterThan(at.bestFixed() + 0.02);
    assertThat(run(late).learner().perLambda().getFirst()).isEqualTo(at);
    assertThat(run(late(Lag.NONE)).learner().perLambda().getFirst().utilityVsBestFixed().mean())
        .isGreaterThan(at.utilityVsBestFixed().mean());
  }

  private static OnlineSettings late(Lag lag) {
    return new OnlineSettings(
        new LearnerMaker("igw", schema -> Learners.create("igw", schema)),
        FeedbackModes.parse("chosen"),
        List.of(10.0),
        List.of(),
        3,
        false,
        Scenario.STATIONARY,
        Set.of(),
        1,
        lag,
        Optional.empty(),
        PriceList.empty(),
        Set.of(Baseline.LOGISTIC, Baseline.FOREST),
        2);
  }

  @Test
  void run_baselines_findTheKindsToo() {
    OnlineReport.PerLambda at = run(late(Lag.NONE)).learner().perLambda().getFirst();

    assertThat(at.beside().logistic()).isCloseTo(0.82, within(0.03));
    assertThat(at.beside().forest()).isCloseTo(0.82, within(0.03));
    assertThat(at.beside().oracleAtCost()).isGreaterThan(at.quality());
  }
}
