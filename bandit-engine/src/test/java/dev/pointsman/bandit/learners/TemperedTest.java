package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TemperedTest {

  private static final FeatureSchema SCHEMA =
      new FeatureSchema("schema-1", List.of(new Block("all", 0, 2)));
  private static final Context CONTEXT = Context.of(new float[] {1, 0.5f}, 100);
  private static final List<Arm> ARMS =
      List.of(
          new Arm("a", Price.perMtok(1, 1), OptionalDouble.of(0.5)),
          new Arm("b", Price.perMtok(1, 1), OptionalDouble.of(0.5)));
  private static final Question QUESTION = new Question(CONTEXT, ARMS, 1);

  @Test
  void exploring_moreOrLess_believesTheSameAndDrawsTheWorseArmMoreOrLess() {
    for (String name : Learners.names()) {
      if (!Learners.isTempered(name)) {
        continue;
      }
      Learner plain = taught(Learners.create(name, SCHEMA));
      Learner more = taught(Learners.create(Learners.exploring(name, 10), SCHEMA));
      Learner less = taught(Learners.create(Learners.exploring(name, 0.3), SCHEMA));

      assertThat(more.assess(QUESTION).predictions())
          .as(name)
          .isEqualTo(plain.assess(QUESTION).predictions())
          .isEqualTo(less.assess(QUESTION).predictions());
      assertThat(worse(more)).as(name).isGreaterThanOrEqualTo(worse(plain));
      assertThat(worse(plain)).as(name).isGreaterThanOrEqualTo(worse(less));
      assertThat(worse(more)).as(name).isGreaterThan(worse(less));
    }
  }

  @Test
  void create_besideOneOfTheSameModel_knowsWhatThatKnows_andIsSavedByItsName() {
    String name = Learners.exploring("lints", 0.5);
    Learner serving = taught(Learners.create("lints", SCHEMA));

    Learner begun = Learners.create(name, SCHEMA, "lints", serving).orElseThrow();
    Learner restored = Learners.restore(Learners.save(begun, SCHEMA), name, SCHEMA);

    assertThat(begun.assess(QUESTION).predictions())
        .isEqualTo(serving.assess(QUESTION).predictions());
    assertThat(restored.assess(QUESTION).distribution().probabilities())
        .isEqualTo(begun.assess(QUESTION).distribution().probabilities());
    assertThat(begun.build()).isNotEqualTo(serving.build());
    assertThat(Learners.create("mean", SCHEMA, "lints", serving)).isEmpty();
  }

  private static Learner taught(Learner learner) {
    learner.learn(new Lesson.Arms(ARMS));
    for (int i = 0; i < 8; i++) {
      learner.learn(Lesson.Graded.first(CONTEXT, "a", i % 4 == 0 ? 0 : 1, 1));
    }
    // Of the worse arm less is known, so that optimists come to it too.
    learner.learn(Lesson.Graded.first(CONTEXT, "b", 0, 1));
    return learner;
  }

  private static double worse(Learner learner) {
    return learner.assess(QUESTION).distribution().probability("b");
  }
}
