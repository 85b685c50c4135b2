package dev.pointsman.bandit.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetPacerTest {

  private static final double CHEAP = 0.0001;
  private static final double DEAR = 0.01;

  private static final List<Arm> ARMS =
      List.of(
          new Arm("cheap", Price.perMtok(0, 0), OptionalDouble.empty()),
          new Arm("dear", Price.perMtok(0, 0), OptionalDouble.empty()));

  private static final Policy POLICY = policy(1);

  /// The dear arm gains as much quality as the prompt's only feature says, at `factor` times its
  /// price.
  private static Policy policy(double factor) {
    return question -> {
      double gain = question.context().feature(0);
      List<Prediction> predicted =
          List.of(
              new Prediction(0.5, 0, CHEAP, Double.NaN),
              new Prediction(0.5 + gain, 0, DEAR * factor, Double.NaN));
      int best = predicted.get(1).utility(question) > predicted.get(0).utility(question) ? 1 : 0;
      return new Assessment(predicted, ArmDistribution.certain(ARMS, best));
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0005, 0.002, 0.005})
  void next_bindingBudget_isSpentWithinTwoPercent(double budget) {
    var pacer = new BudgetPacer(budget);

    double quality = run(pacer, 4_000, 1);

    assertThat(pacer.utilisation()).isCloseTo(1, within(0.02));
    // A share s of requests at the dear arm, taken where the gain is highest, beats the same share
    // at random.
    double share = (budget - CHEAP) / (DEAR - CHEAP);
    assertThat(quality).isGreaterThan(0.5 + share * 0.2);
  }

  @Test
  void next_budgetThatDoesNotBind_isZero() {
    var pacer = new BudgetPacer(1);

    run(pacer, 100, 1);

    assertThat(pacer.next(Context.of(new float[] {0.1f}, 1), ARMS, POLICY)).isZero();
  }

  @Test
  void next_dearArmTurnsTenTimesDearer_comesBackToTheBudget() {
    var pacer = new BudgetPacer(0.002);
    run(pacer, 2_000, 1);

    run(pacer, 4_000, 10);

    assertThat(pacer.utilisation()).isCloseTo(1, within(0.02));
  }

  @Test
  void next_contextsForeseen_pacesFromTheFirstRequest() {
    var pacer = new BudgetPacer(0.0005);
    var random = new Random(1);
    for (int i = 0; i < 600; i++) {
      pacer.foresee(Context.of(new float[] {random.nextFloat() * 0.4f}, 1), ARMS);
    }

    double first = pacer.next(Context.of(new float[] {0.2f}, 1), ARMS, POLICY);

    assertThat(first).isGreaterThan(0.2 / DEAR);
  }

  @Test
  void next_nothingForeseen_pacesFromTheFirstRequest() {
    var pacer = new BudgetPacer(0.0005);

    assertThat(pacer.next(Context.of(new float[] {0.2f}, 1), ARMS, POLICY))
        .isGreaterThanOrEqualTo(0.2 / DEAR);
  }

  /// A floor of 1 % on an arm 100 times as dear doubles the cost of never choosing it.
  @Test
  void temper_floorDearerThanTheBudget_isSpentWithinTwoPercent() {
    double budget = 0.000_15;
    var pacer = new BudgetPacer(budget);

    runDrawing(pacer, 20_000);

    assertThat(pacer.utilisation()).isBetween(0.9, 1.03);
  }

  @Test
  void temper_policyThatExploresCheaperArms_spendsWhatThatSaves() {
    var pacer = new BudgetPacer(0.005);

    runDrawing(pacer, 20_000);

    assertThat(pacer.utilisation()).isCloseTo(1, within(0.03));
  }

  @Test
  void next_qualityFloor_isMetAtTheLeastCost() {
    var pacer = new BudgetPacer(Aim.quality(0.6));

    double quality = run(pacer, 2_000, 1);

    // Taking the dear arm where its gain is above g yields (0.16 - g²) / 0.8: 0.1 needs g = 0.283.
    assertThat(quality).isCloseTo(0.6, within(0.01));
    double lambda = pacer.next(Context.of(new float[] {0.1f}, 1), ARMS, POLICY);
    assertThat(lambda * (DEAR - CHEAP)).isCloseTo(0.283, within(0.02));
    assertThat(pacer.isFloorMissed()).isFalse();
  }

  @Test
  void next_floorDearerThanTheBudget_keepsTheBudgetAndSaysSo() {
    var pacer = new BudgetPacer(new Aim(OptionalDouble.of(0.0005), OptionalDouble.of(0.65)));

    run(pacer, 4_000, 1);

    assertThat(pacer.utilisation()).isCloseTo(1, within(0.02));
    assertThat(pacer.isFloorMissed()).isTrue();
  }

  @Test
  void next_floorCheaperThanTheBudget_spendsLess() {
    var pacer = new BudgetPacer(new Aim(OptionalDouble.of(0.009), OptionalDouble.of(0.6)));

    double quality = run(pacer, 4_000, 1);

    assertThat(pacer.utilisation()).isLessThan(0.5);
    assertThat(quality).isCloseTo(0.6, within(0.01));
  }

  @Test
  void next_floorOutOfReach_isQualityAloneAndSaysSo() {
    var pacer = new BudgetPacer(Aim.quality(0.99));

    assertThat(pacer.next(Context.of(new float[] {0.1f}, 1), ARMS, POLICY)).isZero();
    assertThat(pacer.isFloorMissed()).isTrue();
  }

  @Test
  void allow_halfTheBudgetFromNowOn_isSpentFromThere() {
    var pacer = new BudgetPacer(0.004);
    run(pacer, 2_000, 1);
    double before = pacer.utilisation() * 0.004 * 2_000;

    pacer.allow(0.002);
    run(pacer, 4_000, 1);

    double total = pacer.utilisation() * (0.004 * 2_000 + 0.002 * 4_000);
    assertThat(total - before).isCloseTo(0.002 * 4_000, within(0.02 * 0.002 * 4_000));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void pacer_budgetThatIsNone_isRefused(double budget) {
    assertThatThrownBy(() -> new BudgetPacer(budget)).hasMessageContaining("budget must be > 0");
  }

  /// Draws from the policy's choice mixed with half a floor of 1 % on either arm.
  private static void runDrawing(BudgetPacer pacer, int requests) {
    Policy policy =
        question -> {
          Assessment sure = POLICY.assess(question);
          double dear = 0.005 + 0.99 * sure.distribution().probability(1);
          return new Assessment(
              sure.predictions(), ArmDistribution.of(ARMS, new double[] {1 - dear, dear}));
        };
    var random = new Random(7);
    for (int i = 0; i < requests; i++) {
      Context context = Context.of(new float[] {random.nextFloat() * 0.4f}, 1);
      double lambda = pacer.next(context, ARMS, policy);
      Question question = new Question(context, ARMS, lambda);
      ArmDistribution distribution = pacer.temper(policy.assess(question), question);
      pacer.spend(distribution.draw(i).index() == 1 ? DEAR : CHEAP);
    }
  }

  /// Mean quality over the requests.
  private static double run(BudgetPacer pacer, int requests, double factor) {
    Policy policy = policy(factor);
    var random = new Random(7);
    double quality = 0;
    for (int i = 0; i < requests; i++) {
      Context context = Context.of(new float[] {random.nextFloat() * 0.4f}, 1);
      double lambda = pacer.next(context, ARMS, policy);
      Assessment answer = policy.assess(new Question(context, ARMS, lambda));
      int chosen = answer.distribution().probability(1) > 0.5 ? 1 : 0;
      quality += answer.predictions().get(chosen).quality();
      pacer.spend(chosen == 1 ? DEAR * factor : CHEAP);
    }
    return quality / requests;
  }
}
