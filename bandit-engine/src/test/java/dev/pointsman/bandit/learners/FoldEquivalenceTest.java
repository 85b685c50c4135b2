package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a learner believes depends on the lessons, not on how they came: late, twice, in parts, in
/// another order, or only some of them.
class FoldEquivalenceTest {

  private static final int ROUNDS = 1_200;
  private static final List<Lesson.Usage> USAGES = Stream.usages(ROUNDS, 1);
  private static final List<Lesson.Graded> GRADES = Stream.grades(USAGES, 2);

  static List<String> names() {
    return Learners.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void learn_gradesAfterAllUsages_endsWithTheSameBits(String name) {
    List<Lesson> late = new ArrayList<>(USAGES);
    late.addAll(GRADES);

    assertSame(Stream.taught(name, late), Stream.taught(name, inTime()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void learn_inPartsWithQuestionsBetween_endsWithTheSameBits(String name) {
    Learner asked = Stream.taught(name, List.of());
    Random random = new Random(3);
    for (Lesson lesson : inTime()) {
      asked.learn(lesson);
      if (random.nextInt(5) == 0) {
        asked.snapshot().assess(Stream.question(random));
      }
    }

    assertSame(asked, Stream.taught(name, inTime()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void learn_gradesTwice_endsWithTheSameBits(String name) {
    List<Lesson> twice = new ArrayList<>();
    for (Lesson.Graded grade : GRADES) {
      twice.add(grade);
      twice.add(
          new Lesson.Graded(grade.context(), grade.arm(), grade.reward(), 1, grade.reward(), 1));
    }

    assertSame(Stream.taught(name, twice), Stream.taught(name, GRADES));
  }

  @ParameterizedTest
  @MethodSource("names")
  void learn_gradesInAnotherOrder_believesTheSame(String name) {
    List<Lesson> shuffled = new ArrayList<>(GRADES);
    Collections.shuffle(shuffled, new Random(9));
    double tolerance = tolerance(name);

    List<Prediction> inOrder = predictions(Stream.taught(name, GRADES), Stream.ARMS);
    List<Prediction> others = predictions(Stream.taught(name, shuffled), Stream.ARMS);
    for (int i = 0; i < inOrder.size(); i++) {
      assertThat(others.get(i).quality()).isCloseTo(inOrder.get(i).quality(), within(tolerance));
      assertThat(others.get(i).deviation())
          .isCloseTo(inOrder.get(i).deviation(), within(tolerance));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void learn_fourFifthsOfGradesMissing_countsThemAsUnknownNotAsBad(String name) {
    List<Lesson> some = new ArrayList<>(USAGES);
    for (int i = 0; i < GRADES.size(); i++) {
      if (i / 3 % 5 == 0) {
        some.add(GRADES.get(i));
      }
    }

    double mean = 0;
    List<Prediction> ofGood = predictions(Stream.taught(name, some), Stream.ARMS.subList(2, 3));
    for (Prediction prediction : ofGood) {
      mean += prediction.quality() / ofGood.size();
    }
    // .867 on average, from 80 grades: a standard error of .038.
    assertThat(mean).isCloseTo(.867, within(.12));
  }

  @ParameterizedTest
  @MethodSource("names")
  void learn_armGoneForAWhile_isKnownWhenItComesBack(String name) {
    Learner learner = Stream.taught(name, GRADES);
    List<Prediction> before = predictions(learner, Stream.ARMS);

    learner.learn(new Lesson.Arms(Stream.ARMS.subList(0, 2)));
    assertThat(predictions(learner, Stream.ARMS.subList(0, 2))).hasSize(100);
    learner.learn(new Lesson.Arms(Stream.ARMS));

    List<Prediction> after = predictions(learner, Stream.ARMS);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).quality())
          .isCloseTo(before.get(i).quality(), within(tolerance(name)));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void learn_armRepricedMidStream_keepsItsTokens(String name) {
    Arm good = Stream.ARMS.get(2);
    Arm dearer = new Arm(good.id(), Price.perMtok(1, 20), OptionalDouble.empty());
    Learner learner = Stream.taught(name, inTime());
    List<Prediction> before = predictions(learner, List.of(good));

    learner.learn(new Lesson.Arms(List.of(Stream.ARMS.get(0), Stream.ARMS.get(1), dearer)));

    List<Prediction> after = predictions(learner, List.of(dearer));
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).costUsd()).isCloseTo(10 * before.get(i).costUsd(), within(1e-12));
      assertThat(after.get(i).quality())
          .isCloseTo(before.get(i).quality(), within(tolerance(name)));
    }
  }

  /// Sums are the same to rounding. `adaptive` also learns how firmly to hold its arms, at moments
  /// that see other rows, and holds an arm it is told of again as firmly as is known by then: its
  /// beliefs are only near.
  private static double tolerance(String name) {
    return name.equals("adaptive") ? .03 : 1e-9;
  }

  private static List<Lesson> inTime() {
    List<Lesson> lessons = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      lessons.add(USAGES.get(i));
      lessons.add(GRADES.get(i));
    }
    return lessons;
  }

  private static void assertSame(Learner one, Learner other) {
    assertThat(predictions(one, Stream.ARMS)).isEqualTo(predictions(other, Stream.ARMS));
  }

  /// Of these arms at fifty contexts.
  private static List<Prediction> predictions(Learner learner, List<Arm> arms) {
    Random random = new Random(12);
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Question question = new Question(Stream.context(random), arms, Stream.LAMBDA);
      predictions.addAll(learner.assess(question).predictions());
    }
    return predictions;
  }
}
