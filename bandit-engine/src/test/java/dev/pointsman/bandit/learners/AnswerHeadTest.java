package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Truth here: the pair agrees on .6 of prompts and is then right on .9; `last` is right on .5 of
/// the others and on .8 of all.
class AnswerHeadTest {

  private static final Arm FIRST = model("first");
  private static final Arm SECOND = model("second");
  private static final Arm LAST = model("last");
  private static final Arm OTHER = model("other");
  private static final Arm PAIR = cascade("first & second > last", LAST);
  private static final Arm PAIR_TO_OTHER = cascade("first & second > other", OTHER);
  private static final double[] X = {1};
  private static final Context CONTEXT = Context.of(new float[0], 10);

  private final Random random = new Random(3);

  private static Arm model(String id) {
    return new Arm(id, Price.perMtok(1, 1), OptionalDouble.empty());
  }

  private static Arm cascade(String id, Arm last) {
    return Arm.of(id, new Cascade(Cascade.Verifier.AGREEMENT, List.of(FIRST, SECOND), last));
  }

  private static AnswerHead head() {
    List<Arm> arms = List.of(FIRST, SECOND, LAST, OTHER, PAIR, PAIR_TO_OTHER);
    Hierarchy.Settings settings = new Hierarchy.Settings(0.5, 0.2, 5, 300, 30, 40, true);
    AnswerHead head = new AnswerHead(Blocks.none(), settings, arms);
    arms.forEach(head::describe);
    return head;
  }

  private static Answering.Outlook outlook(AnswerHead head, Arm arm) {
    return head.beliefs().at(X).cascade(arm.id(), arm.cascade().orElseThrow());
  }

  private void grade(AnswerHead head, Arm arm, Lesson.Part part, double chance) {
    double reward = random.nextDouble() < chance ? 1 : 0;
    head.grade(Lesson.Graded.first(CONTEXT, arm.id(), reward, 1).of(part), X);
  }

  private void play(AnswerHead head, int rounds) {
    for (int i = 0; i < rounds; i++) {
      boolean accepted = random.nextDouble() < .6;
      head.verify(PAIR.id(), X, accepted);
      if (accepted) {
        grade(head, PAIR, Lesson.Part.ACCEPTED, .9);
      } else {
        grade(head, PAIR, Lesson.Part.ESCALATED, .5);
      }
      grade(head, LAST, Lesson.Part.WHOLE, .8);
      grade(head, OTHER, Lesson.Part.WHOLE, .4);
    }
  }

  @Test
  void cascade_fromItsParts_isTheirMixture() {
    AnswerHead head = head();
    play(head, 3_000);

    assertThat(outlook(head, PAIR).acceptance()).isCloseTo(.6, within(.03));
    assertThat(outlook(head, PAIR).quality().mean()).isCloseTo(.6 * .9 + .4 * .5, within(.03));
  }

  /// Escalated prompts are harder; what is taught there must not lower the model itself.
  @Test
  void model_taughtOnHarderPromptsToo_keepsItsOwnQuality() {
    AnswerHead head = head();
    play(head, 3_000);

    assertThat(head.beliefs().at(X).model(LAST).mean()).isCloseTo(.8, within(.03));
  }

  /// Never played itself: its opening is known from another cascade, its last model from its own
  /// answers, and how much harder the rest is from the other model: .6 x .9 + .4 x (.4 - .3).
  @Test
  void cascade_neverPlayed_isForetoldFromOthersParts() {
    AnswerHead head = head();
    play(head, 3_000);
    double opaque = .5;

    assertThat(outlook(head, PAIR_TO_OTHER).quality().mean()).isCloseTo(.58, within(.06));
    assertThat(Math.abs(outlook(head, PAIR_TO_OTHER).quality().mean() - opaque)).isGreaterThan(.02);
  }

  @Test
  void verify_withoutAnyGrade_teachesAcceptance() {
    AnswerHead head = head();
    double before = outlook(head, PAIR).acceptance();
    for (int i = 0; i < 200; i++) {
      head.verify(PAIR_TO_OTHER.id(), X, i % 10 != 0);
    }

    assertThat(before).isCloseTo(.5, within(1e-9));
    assertThat(outlook(head, PAIR).acceptance()).isCloseTo(.9, within(.03));
  }

  @Test
  void cascade_variance_followsTheDeltaMethodAndFallsWithRows() {
    AnswerHead head = head();
    double before = outlook(head, PAIR).quality().variance();
    play(head, 300);
    AnswerBeliefs beliefs = head.beliefs();
    double p = outlook(head, PAIR).acceptance();
    double[] marked = {1, 1};
    String opening = PAIR.cascade().orElseThrow().opening();
    OptionalDouble none = OptionalDouble.empty();
    double varP = AnswerBeliefs.estimate(beliefs.acceptance(), opening, none, X).variance();
    double varG = AnswerBeliefs.estimate(beliefs.accepted(), opening, none, X).variance();
    double varH = AnswerBeliefs.estimate(beliefs.quality(), "last", none, marked).variance();
    double g = AnswerBeliefs.estimate(beliefs.accepted(), opening, none, X).mean();
    double h = AnswerBeliefs.estimate(beliefs.quality(), "last", none, marked).mean();
    double gap = g - (h - AnswerHead.DROP);

    double after = outlook(head, PAIR).quality().variance();

    assertThat(after)
        .isCloseTo(gap * gap * varP + p * p * varG + (1 - p) * (1 - p) * varH, within(1e-12));
    assertThat(after).isLessThan(before / 4);
  }

  @Test
  void grade_ofACascadeNeverDescribed_teachesNothing() {
    AnswerHead head = head();
    double before = outlook(head, PAIR).quality().mean();

    head.verify("unknown", X, true);
    head.grade(Lesson.Graded.first(CONTEXT, "unknown", 1, 1).of(Lesson.Part.ACCEPTED), X);
    head.grade(Lesson.Graded.first(CONTEXT, "unknown", 1, 1).of(Lesson.Part.ESCALATED), X);

    assertThat(outlook(head, PAIR).quality().mean()).isEqualTo(before);
  }

  /// A thumb replaced by a check is as if only the check had come.
  @Test
  void grade_amended_isAsIfTaughtOnce() {
    AnswerHead amended = head();
    AnswerHead once = head();
    for (Lesson.Part part : List.of(Lesson.Part.ACCEPTED, Lesson.Part.ESCALATED)) {
      amended.grade(Lesson.Graded.first(CONTEXT, PAIR.id(), 0, .3).of(part), X);
      amended.grade(new Lesson.Graded(CONTEXT, PAIR.id(), part, 1, 1, 0, .3), X);
      once.grade(Lesson.Graded.first(CONTEXT, PAIR.id(), 1, 1).of(part), X);
    }

    assertThat(outlook(amended, PAIR).quality().mean())
        .isCloseTo(outlook(once, PAIR).quality().mean(), within(1e-9));
  }
}
