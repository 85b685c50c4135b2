package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Learners that choose among models and cascades, in a world where features say nothing: `cheap`
/// and `other` agree on .7 and are right on .9 of those, `dear` is right on .8 of all and .6 of the
/// rest: the cascade is right on .81 for less than `dear`.
class CascadeLearnersTest {

  private static final FeatureSchema SCHEMA =
      new FeatureSchema("test", List.of(new FeatureSchema.Block("noise", 0, 5)));
  private static final double TOKENS = 200;
  private static final double LAMBDA = 20;
  private static final Arm CHEAP = model("cheap", 0.5);
  private static final Arm OTHER = model("other", 0.5);
  private static final Arm DEAR = model("dear", 50);

  private final Random random = new Random(11);

  static List<String> names() {
    return Learners.names();
  }

  private static Arm model(String id, double price) {
    return new Arm(id, Price.perMtok(price, price), OptionalDouble.empty());
  }

  private static Arm cascade(Arm dear) {
    return Arm.of(
        "cheap & other > dear",
        new Cascade(Cascade.Verifier.AGREEMENT, List.of(CHEAP, OTHER), dear));
  }

  private static List<Arm> arms() {
    return List.of(CHEAP, OTHER, DEAR, cascade(DEAR));
  }

  private Context context() {
    float[] features = new float[5];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian() / 2;
    }
    return Context.of(features, 0);
  }

  /// Taught rounds of arms drawn evenly.
  private Learner live(String name, int rounds) {
    Learner learner = Learners.create(name, SCHEMA);
    learner.learn(new Lesson.Arms(arms()));
    for (int round = 0; round < rounds; round++) {
      Context context = context();
      int arm = random.nextInt(4);
      if (arm == 3) {
        playCascade(learner, context);
      } else {
        call(learner, context, arms().get(arm));
        grade(learner, context, arms().get(arm), Lesson.Part.WHOLE, arm == 2 ? .8 : .7);
      }
    }
    return learner;
  }

  private void playCascade(Learner learner, Context context) {
    boolean agreed = random.nextDouble() < .7;
    call(learner, context, CHEAP);
    call(learner, context, OTHER);
    learner.learn(new Lesson.Verified(context, arms().get(3).id(), agreed));
    if (agreed) {
      grade(learner, context, arms().get(3), Lesson.Part.ACCEPTED, .9);
    } else {
      call(learner, context, DEAR);
      grade(learner, context, arms().get(3), Lesson.Part.ESCALATED, .6);
    }
  }

  private static void call(Learner learner, Context context, Arm model) {
    learner.learn(new Lesson.Usage(context, model.id(), 0, TOKENS, 100));
  }

  private void grade(Learner learner, Context context, Arm arm, Lesson.Part part, double chance) {
    double reward = random.nextDouble() < chance ? 1 : 0;
    learner.learn(Lesson.Graded.first(context, arm.id(), reward, 1).of(part));
  }

  /// Invariant 4: with no signal in the features the choice is the best constant, here the cascade:
  /// .81 - 20 x .0032 against .8 - 20 x .01 and .7.
  @ParameterizedTest
  @MethodSource("names")
  void assess_featuresSayNothing_takesTheBestConstant(String name) {
    Learner learner = live(name, 3_000);

    int best = 0;
    for (int i = 0; i < 300; i++) {
      Question question = new Question(context(), arms(), LAMBDA, 1, false);
      best += learner.assess(question).best(question) == 3 ? 1 : 0;
    }

    assertThat(best).isGreaterThan(270);
  }

  @Test
  void assess_dearerLeg_isPricedAtOnce() {
    Learner learner = live("adaptive", 1_500);
    Context context = context();
    Prediction before = cascadeOf(learner, context, cascade(DEAR));
    Prediction after = cascadeOf(learner, context, cascade(model("dear", 100)));

    assertThat(before.costUsd()).isCloseTo(.0002 + .3 * .01, within(.0008));
    assertThat(after.costUsd() - before.costUsd()).isCloseTo(.3 * .01, within(.0008));
    assertThat(after.quality()).isEqualTo(before.quality());
    assertThat(before.latencyMs()).isCloseTo(130, within(10.0));
  }

  private static Prediction cascadeOf(Learner learner, Context context, Arm arm) {
    return learner.assess(new Question(context, List.of(arm), LAMBDA)).predictions().getFirst();
  }

  @Test
  void learn_cascadesAfterModels_keepsWhatWasLearntOfModels() {
    Learner learner = Learners.create("adaptive", SCHEMA);
    learner.learn(new Lesson.Arms(List.of(CHEAP, OTHER, DEAR)));
    for (int i = 0; i < 300; i++) {
      grade(learner, context(), DEAR, Lesson.Part.WHOLE, .8);
    }
    Context context = context();
    Question models = new Question(context, List.of(CHEAP, OTHER, DEAR), LAMBDA);
    List<Prediction> before = learner.assess(models).predictions();

    learner.learn(new Lesson.Arms(arms()));

    for (int i = 0; i < before.size(); i++) {
      assertThat(learner.assess(models).predictions().get(i).quality())
          .isCloseTo(before.get(i).quality(), within(1e-3));
    }
    playCascade(learner, context);
    assertThat(learner.assess(new Question(context, arms(), LAMBDA)).predictions()).hasSize(4);
  }

  /// State with cascades is kept too: restored, it goes on with the same bits.
  @Test
  void restore_withCascades_goesOnWithTheSameBits() {
    Learner whole = live("adaptive", 700);
    byte[] bytes = Learners.save(whole, SCHEMA);
    Learner resumed = Learners.restore(bytes, "adaptive", SCHEMA);

    for (int i = 0; i < 50; i++) {
      Context context = context();
      for (Learner learner : List.of(whole, resumed)) {
        learner.learn(new Lesson.Verified(context, arms().get(3).id(), i % 3 > 0));
        Lesson.Part part = i % 3 > 0 ? Lesson.Part.ACCEPTED : Lesson.Part.ESCALATED;
        learner.learn(Lesson.Graded.first(context, arms().get(3).id(), i % 2, 1).of(part));
      }
    }
    Question question = new Question(context(), arms(), LAMBDA);
    assertThat(resumed.assess(question).predictions())
        .isEqualTo(whole.assess(question).predictions());
    assertThat(resumed.assess(question).distribution().probabilities())
        .isEqualTo(whole.assess(question).distribution().probabilities());
    assertThat(Learners.save(resumed, SCHEMA)).isEqualTo(Learners.save(whole, SCHEMA));
  }
}
