package dev.pointsman.router.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.objective.Aim;
import dev.pointsman.bandit.objective.BudgetPacer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AimedPaceTest {

  private static final double CHEAP_USD = 0.001;
  private static final double DEAR_USD = 0.010;
  private static final List<Arm> ARMS =
      List.of(
          new Arm("cheap", Price.perMtok(0, 0), OptionalDouble.empty()),
          new Arm("dear", Price.perMtok(0, 0), OptionalDouble.empty()));

  /// Runs what it is given at once.
  private static final ExecutorService INLINE =
      new AbstractExecutorService() {
        @Override
        public void execute(Runnable task) {
          task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
          return List.of();
        }

        @Override
        public boolean isShutdown() {
          return false;
        }

        @Override
        public boolean isTerminated() {
          return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
          return true;
        }
      };

  /// The dear arm gains as much quality as the prompt's only feature says; one time in fifty the
  /// other arm is tried.
  private static final Policy POLICY =
      question -> {
        double gain = question.context().feature(0);
        List<Prediction> predicted =
            List.of(
                new Prediction(0.5, 0, CHEAP_USD, Double.NaN),
                new Prediction(0.5 + gain, 0, DEAR_USD, Double.NaN));
        boolean dear = predicted.get(1).utility(question) > predicted.get(0).utility(question);
        double[] p = dear ? new double[] {0.02, 0.98} : new double[] {0.98, 0.02};
        return new Assessment(predicted, ArmDistribution.of(ARMS, p));
      };

  @Test
  void lambda_budget_isKeptOverManyRequests() {
    double budget = 0.004;
    Random random = new Random(3);
    try (var pace = new AimedPace(new BudgetPacer(budget), () -> POLICY, 0, INLINE)) {
      double spent = 0;
      int requests = 3_000;
      for (int i = 0; i < requests; i++) {
        Context context = Context.of(new float[] {random.nextFloat() * 0.4f}, 100);
        Question question = new Question(context, ARMS, pace.lambda());
        Assessment tempered = pace.temper(POLICY.assess(question), question);
        pace.decided(tempered, question);
        int arm = tempered.distribution().draw(random.nextLong()).index();
        double usd = arm == 0 ? CHEAP_USD : DEAR_USD;
        pace.spent(Math.round(usd * 1e6));
        spent += usd;
      }

      assertThat(spent / requests).isCloseTo(budget, within(0.03 * budget));
    }
  }

  @Test
  void temper_dearExploration_staysWithinTwoPercentOfTheBudget() {
    double budget = 0.0011;
    try (var pace = new AimedPace(Aim.budget(budget), ARMS, 1, () -> POLICY)) {
      Question question = new Question(Context.of(new float[] {0}, 100), ARMS, 1);

      Assessment tempered = pace.temper(POLICY.assess(question), question);

      double surcharge = tempered.distribution().probability(1) * (DEAR_USD - CHEAP_USD);
      assertThat(surcharge).isPositive().isLessThanOrEqualTo(0.02 * budget * 1.000001);
    }
  }

  @Test
  void lambda_leastQuality_isTheGreatestThatReachesIt() {
    try (var pace = new AimedPace(Aim.quality(0.65), ARMS, 1, () -> POLICY)) {
      Random random = new Random(4);
      for (int i = 0; i < 19; i++) {
        Context context = Context.of(new float[] {random.nextFloat() * 0.4f}, 100);
        Question question = new Question(context, ARMS, pace.lambda());
        pace.decided(POLICY.assess(question), question);
      }

      // Quality 0.65 over gains even on 0..0.4 takes the dear arm where the gain is above 0.2.
      await().untilAsserted(() -> assertThat(pace.lambda()).isBetween(10.0, 40.0));
    }
  }
}
