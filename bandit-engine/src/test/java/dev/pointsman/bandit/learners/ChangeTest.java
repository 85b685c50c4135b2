package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A learner lives on while models get worse, come, go and change their price.
class ChangeTest {

  private static final double LAMBDA = 1;
  private final Random random = new Random(17);

  private static Arm arm(String id, double price) {
    return new Arm(id, Price.perMtok(price, price), OptionalDouble.empty());
  }

  /// Plays rounds in which each arm is right with its own chance; answers how often each was drawn.
  private int[] live(Learner learner, List<Arm> arms, double[] chances, int rounds) {
    int[] drawn = new int[arms.size()];
    for (int round = 0; round < rounds; round++) {
      Question question = new Question(Stream.context(random), arms, LAMBDA);
      int arm = learner.assess(question).distribution().draw(random.nextLong()).index();
      drawn[arm]++;
      double reward = random.nextDouble() < chances[arm] ? 1 : 0;
      learner.learn(new Lesson.Usage(question.context(), arms.get(arm).id(), 100, 100, 500));
      learner.learn(Lesson.Graded.first(question.context(), arms.get(arm).id(), reward, 1));
    }
    return drawn;
  }

  private static Learner adaptive(List<Arm> arms) {
    Learner learner = Learners.create("adaptive", Stream.SCHEMA);
    learner.learn(new Lesson.Arms(arms));
    return learner;
  }

  /// The best of three loses half of its right answers after 3,000 rounds: nine rounds of ten must
  /// go elsewhere again within a thousand.
  @Test
  void live_bestArmGetsWorse_isLeftSoon() {
    List<Arm> arms = List.of(arm("a", .1), arm("b", .1), arm("c", .1));
    Learner learner = adaptive(arms);
    int[] before = live(learner, arms, new double[] {.9, .7, .4}, 3_000);
    live(learner, arms, new double[] {.45, .7, .4}, 1_000);
    int[] after = live(learner, arms, new double[] {.45, .7, .4}, 1_000);

    assertThat(before[0]).isGreaterThan(2_500);
    assertThat(after[1]).isGreaterThan(850);
  }

  /// The best arm loses half of its right answers: the row that shows it names the arm, from it on
  /// the arm is known less surely, so it is tried still, and found again once it has recovered.
  @Test
  void changed_bestArmGetsWorse_namesItAndReopensItsExploration() {
    List<Arm> arms = List.of(arm("a", .1), arm("b", .1));
    Learner learner = adaptive(arms);
    live(learner, arms, new double[] {.9, .7}, 3_000);
    Question question = new Question(Stream.context(random), arms, LAMBDA);
    double sure = learner.assess(question).predictions().get(0).deviation();
    int rows = 0;
    while (learner.changed().isEmpty()) {
      assertThat(rows++).isLessThan(500);
      live(learner, arms, new double[] {.45, .7}, 1);
    }
    assertThat(learner.changed()).contains("a");
    Assessment reopened = learner.assess(question);

    assertThat(reopened.predictions().get(0).deviation()).isGreaterThan(1.4 * sure);
    assertThat(live(learner, arms, new double[] {.45, .7}, 500)[0]).isGreaterThan(20);
    assertThat(learner.changed()).isEmpty();
    live(learner, arms, new double[] {.9, .7}, 4_000);
    assertThat(live(learner, arms, new double[] {.9, .7}, 500)[0]).isGreaterThan(400);
  }

  @Test
  void live_poorArmGetsBest_isFoundByTheFloor() {
    List<Arm> arms = List.of(arm("a", .1), arm("b", .1));
    Learner learner = adaptive(arms);
    live(learner, arms, new double[] {.6, .2}, 2_000);
    live(learner, arms, new double[] {.6, .95}, 8_000);
    int[] after = live(learner, arms, new double[] {.6, .95}, 1_000);

    assertThat(after[1]).isGreaterThan(850);
  }

  /// A hundred times the price: known at once, nothing relearnt.
  @Test
  void live_repriced_isFollowedAtOnce() {
    List<Arm> arms = List.of(arm("a", .1), arm("b", .1));
    Learner learner = adaptive(arms);
    live(learner, arms, new double[] {.9, .7}, 2_000);
    List<Arm> dearer = List.of(arm("a", 10_000), arm("b", .1));
    learner.learn(new Lesson.Arms(dearer));
    int[] after = live(learner, dearer, new double[] {.9, .7}, 300);

    assertThat(after[1]).isGreaterThan(280);
  }

  /// A better arm joins: no more than a fifth before thirty answers are known, most soon after.
  @Test
  void live_betterArmJoins_isTriedWithinItsShareAndThenAdopted() {
    List<Arm> two = List.of(arm("a", .1), arm("b", .1));
    Learner learner = adaptive(two);
    live(learner, two, new double[] {.6, .3}, 1_500);
    List<Arm> three = List.of(two.get(0), two.get(1), arm("new", .1));
    learner.learn(new Lesson.Arms(three));
    for (int i = 0; i < 50; i++) {
      ArmDistribution first =
          learner.assess(new Question(Stream.context(random), three, LAMBDA)).distribution();
      assertThat(first.probability("new")).isBetween(.003, .2 + 1e-9);
      double sum = first.probability(0) + first.probability(1) + first.probability(2);
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
    live(learner, three, new double[] {.6, .3, .9}, 700);
    int[] after = live(learner, three, new double[] {.6, .3, .9}, 500);

    assertThat(after[2]).isGreaterThan(425);
  }

  @Test
  void live_armRemoved_isNeverDrawnAndTheRestGoOn() {
    List<Arm> three = List.of(arm("a", .1), arm("b", .1), arm("c", .1));
    Learner learner = adaptive(three);
    live(learner, three, new double[] {.9, .7, .3}, 1_500);
    List<Arm> two = three.subList(1, 3);
    learner.learn(new Lesson.Arms(two));
    int[] after = live(learner, two, new double[] {.7, .3}, 300);

    assertThat(after[0]).isGreaterThan(260);
  }

  /// Two efforts of one model are near .85, all others near .3: the third effort starts near its
  /// own.
  @Test
  void describe_newArmOfAFamily_isExpectedToBeLikeIt() {
    List<Arm> arms = new ArrayList<>();
    for (String id : List.of("m low", "m high", "x", "y", "z")) {
      arms.add(arm(id, .1).withFamily(id.startsWith("m") ? "m" : id));
    }
    Learner learner = adaptive(arms);
    double[] chances = {.85, .85, .3, .3, .3};
    for (int i = 0; i < 1_000; i++) {
      Question question = new Question(Stream.context(random), arms, LAMBDA);
      double reward = random.nextDouble() < chances[i % 5] ? 1 : 0;
      learner.learn(Lesson.Graded.first(question.context(), arms.get(i % 5).id(), reward, 1));
    }
    Arm sibling = arm("m medium", .1).withFamily("m");
    Arm stranger = arm("s", .1);
    List<Arm> more = new ArrayList<>(arms);
    more.add(sibling);
    more.add(stranger);
    learner.learn(new Lesson.Arms(more));
    Question question = new Question(Stream.context(random), List.of(sibling, stranger), LAMBDA);

    assertThat(learner.assess(question).predictions().get(0).quality()).isGreaterThan(.75);
    assertThat(learner.assess(question).predictions().get(1).quality()).isLessThan(.65);
  }
}
