package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What an alarm does to the share of its arm, against a twin that was taught the same rows and has
/// no alarm.
class ReopeningTest {

  private static final Blocks BLOCKS = Blocks.of(Stream.SCHEMA);
  private static final Hierarchy.Settings SETTINGS =
      new Hierarchy.Settings(0.5, 0.2, 5, 300, 30, 40, true);
  private static final List<Arm> ARMS = List.of(arm("fine"), arm("poor"));

  private final Random random = new Random(3);
  private final Hierarchy watched = Hierarchy.watching(BLOCKS, SETTINGS);
  private final Hierarchy twin = new Hierarchy(BLOCKS, SETTINGS);

  private static Arm arm(String id) {
    return new Arm(id, Price.perMtok(.1, .1), OptionalDouble.empty());
  }

  /// Teaches both the same rows, arm after arm; says whether one of them sounded the alarm of an
  /// arm.
  private boolean teach(double fine, double poor, int rows) {
    boolean isChange = false;
    for (int i = 0; i < rows; i++) {
      double[] x = BLOCKS.inputs(Stream.context(random));
      String arm = ARMS.get(i % 2).id();
      Amendment row = Amendment.first(random.nextDouble() < (i % 2 == 0 ? fine : poor) ? 1 : 0, 1);
      isChange |= watched.replace(arm, x, row);
      assertThat(twin.replace(arm, x, row)).isFalse();
    }
    return isChange;
  }

  private static Assessment assess(Hierarchy hierarchy, Context context) {
    Beliefs beliefs = hierarchy.beliefs();
    var answers = new AnswerBeliefs(beliefs, beliefs, beliefs, Map.of(), 0);
    var policy =
        new LinearPolicy(
            BLOCKS, answers, new TokenHead(BLOCKS, true).forecasts(), new Thompson(.85, .01));
    return policy.assess(new Question(context, ARMS, 1));
  }

  private static double share(Hierarchy hierarchy, Context context) {
    return assess(hierarchy, context).distribution().probability("poor");
  }

  /// Long the poor one, it has become as good: without the alarm it waits at the floor.
  @Test
  void alarm_ofAnArmHardlyDrawn_givesItAShareUntilItIsKnownAgain() {
    Context context = Stream.context(random);
    teach(.8, .3, 2_000);
    assertThat(share(watched, context)).isEqualTo(share(twin, context)).isLessThan(.02);

    int rows = 0;
    while (!teach(.8, .8, 2)) {
      assertThat(rows++).as("pairs of rows until the alarm").isLessThan(500);
    }

    assertThat(share(watched, context)).isGreaterThanOrEqualTo(.1 - 1e-12);
    assertThat(share(twin, context)).isLessThan(.02);
    assertThat(assess(watched, context).predictions().get(1).deviation())
        .isGreaterThan(1.4 * assess(twin, context).predictions().get(1).deviation());
    teach(.8, .3, 58);
    assertThat(watched.beliefs().reopened()).as("29 grades on").containsExactly("poor");
    teach(.8, .3, 2);
    assertThat(watched.beliefs().reopened()).isEmpty();
  }

  @Test
  void reopened_withoutGrades_endsAfterThreeHundredCalls() {
    teach(.8, .3, 2_000);
    while (!teach(.8, .8, 2)) {
      assertThat(watched.beliefs().reopened()).isEmpty();
    }
    for (int i = 0; i < 299; i++) {
      watched.called("poor");
      watched.called("fine");
    }
    assertThat(watched.beliefs().reopened()).containsExactly("poor");
    watched.called("poor");
    watched.called("poor");
    assertThat(watched.beliefs().reopened()).isEmpty();
  }

  /// The learner that serves: saved between the alarm and the last row, it goes on as if never
  /// stopped, and asked not to explore it does not.
  @Test
  void learner_reopened_goesOnAlikeFromItsSnapshot_andRespectsExploreFalse() {
    Learner learner = Learners.create("adaptive", Stream.SCHEMA);
    learner.learn(new Lesson.Arms(ARMS));
    for (int i = 0; learner.changed().isEmpty(); i++) {
      assertThat(i).isLessThan(4_000);
      grade(learner, i % 2, i % 2 == 0 ? .8 : i < 2_000 ? .3 : .9);
    }
    Context context = Stream.context(random);
    Question question = new Question(context, ARMS, 1);
    Learner restored =
        Learners.restore(Learners.save(learner, Stream.SCHEMA), "adaptive", Stream.SCHEMA);

    assertThat(learner.changed()).contains("poor");
    assertThat(learner.assess(question).distribution().probability("poor"))
        .isGreaterThanOrEqualTo(.1 - 1e-12);
    assertThat(restored.assess(question).distribution().probability("poor"))
        .isEqualTo(learner.assess(question).distribution().probability("poor"));
    for (int i = 0; i < 80; i++) {
      long seed = random.nextLong();
      random.setSeed(seed);
      grade(learner, i % 2, .5);
      random.setSeed(seed);
      grade(restored, i % 2, .5);
    }
    assertThat(Learners.save(restored, Stream.SCHEMA))
        .isEqualTo(Learners.save(learner, Stream.SCHEMA));
  }

  private void grade(Learner learner, int arm, double chance) {
    Context context = Stream.context(random);
    String id = ARMS.get(arm).id();
    learner.learn(new Lesson.Usage(context, id, 100, 100, 500));
    double reward = random.nextDouble() < chance ? 1 : 0;
    learner.learn(Lesson.Graded.first(context, id, reward, 1));
  }

  @Test
  void lifted_manyArmsAtOnce_shareAFifth_andTheSumStaysOne() {
    List<Arm> arms = List.of(arm("a"), arm("b"), arm("c"), arm("d"), arm("e"));
    double[] p = {.9, .025, .025, .025, .025};
    Prediction any = new Prediction(.5, .1, 0, Double.NaN);
    var assessment = new Assessment(List.of(any, any, any, any, any), ArmDistribution.of(arms, p));

    ArmDistribution lifted =
        Reopening.lifted(assessment, Set.of("b", "c", "d", "gone")).distribution();

    assertThat(lifted.probability("b")).isCloseTo(.2 / 3, within(1e-12));
    assertThat(lifted.probability("e")).isCloseTo(.025 * .8 / .925, within(1e-12));
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      sum += lifted.probability(i);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(Reopening.lifted(assessment, Set.of("a", "b", "c", "d", "e"))).isSameAs(assessment);
    assertThat(Reopening.lifted(assessment, Set.of("a")).distribution().probability("a"))
        .as("it has more already")
        .isCloseTo(.9, within(1e-12));
  }
}
