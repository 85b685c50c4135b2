package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Choice;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Arms are drawn as often as the stated probabilities say, whatever the learner.
class PropensityTest {

  private static final int DRAWS = 100_000;

  static List<String> names() {
    return Learners.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void draw_manySeeds_followsTheStatedProbabilities(String name) {
    Policy policy = Stream.taught(name, 150).snapshot();
    Random random = new Random(4);
    for (int question = 0; question < 5; question++) {
      ArmDistribution stated = policy.assess(Stream.question(random)).distribution();
      int[] drawn = new int[3];
      double[] inverse = new double[3];
      for (int i = 0; i < DRAWS; i++) {
        Choice choice = stated.draw(Seeds.of(new UUID(question, i)));
        drawn[choice.index()]++;
        inverse[choice.index()] += 1 / choice.propensity() / DRAWS;
      }

      double chiSquare = 0;
      for (int arm = 0; arm < 3; arm++) {
        double expected = DRAWS * stated.probability(arm);
        chiSquare += Math.pow(drawn[arm] - expected, 2) / expected;
        // Five standard errors of the mean of 1[drawn] / p.
        double error = Math.sqrt((1 / stated.probability(arm) - 1) / DRAWS);
        assertThat(inverse[arm]).isCloseTo(1, within(5 * error));
      }
      // Two degrees of freedom: beyond 20 once in 22,000 questions.
      assertThat(chiSquare).as("%s drawn %s", stated, Arrays.toString(drawn)).isLessThan(20);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void assess_afterManyLessons_sumsToOneAboveTheFloor(String name) {
    Policy policy = Stream.taught(name, 3_000).snapshot();
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      double[] p = policy.assess(Stream.question(random)).distribution().probabilities();

      assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
      assertThat(Arrays.stream(p).min().orElseThrow()).isGreaterThanOrEqualTo(.01 / 3 - 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void assess_ineligibleArm_isNeverDrawn(String name) {
    Policy policy = Stream.taught(name, 600).snapshot();
    List<Arm> eligible = List.of(Stream.ARMS.get(1), Stream.ARMS.get(0));
    Random random = new Random(6);
    for (int i = 0; i < 200; i++) {
      Question question = new Question(Stream.context(random), eligible, Stream.LAMBDA);
      ArmDistribution distribution = policy.assess(question).distribution();

      assertThat(distribution.arms()).isEqualTo(eligible);
      assertThat(distribution.probability("good")).isZero();
      for (int seed = 0; seed < 50; seed++) {
        assertThat(distribution.draw(seed).arm()).isIn(eligible);
      }
    }
  }

  private record Drawn(Question question, long seed, Choice choice) {}

  /// Every decision of a log comes again from its seed and the lessons before it.
  @ParameterizedTest
  @MethodSource("names")
  void draw_replayedFromSeedAndLessons_isTheSameDecision(String name) {
    Random random = new Random(7);
    List<Drawn> log = new ArrayList<>();
    List<Lesson> lessons = new ArrayList<>();
    Learner live = Stream.taught(name, 0);
    for (int i = 0; i < 400; i++) {
      Question question = Stream.question(random);
      long seed = Seeds.of(new UUID(i, 1));
      Choice choice = live.snapshot().assess(question).distribution().draw(seed);
      log.add(new Drawn(question, seed, choice));
      double chance = Stream.chance(choice.index(), question.context());
      lessons.add(
          Lesson.Graded.first(
              question.context(), choice.arm().id(), random.nextDouble() < chance ? 1 : 0, 1));
      live.learn(lessons.getLast());
    }

    Learner replayed = Stream.taught(name, 0);
    for (int i = 0; i < log.size(); i++) {
      Drawn drawn = log.get(i);
      assertThat(replayed.assess(drawn.question()).distribution().draw(drawn.seed()))
          .isEqualTo(drawn.choice());
      replayed.learn(lessons.get(i));
    }
    assertThat(log.stream().map(Drawn::choice).map(Choice::index).distinct()).hasSize(3);
  }
}
