package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/// Lessons about three arms, right .3, .6 and .9 of the time, a little less on tasks of one kind;
/// the better the dearer. The same seed gives the same lessons.
final class Stream {

  static final FeatureSchema SCHEMA =
      new FeatureSchema("stream", List.of(new Block("task", 0, 3), new Block("embedding", 3, 6)));
  static final List<Arm> ARMS = List.of(arm("poor", .1), arm("fair", .5), arm("good", 2));
  static final double LAMBDA = 100;

  private Stream() {}

  static Context context(Random random) {
    float[] features = new float[6];
    features[random.nextInt(3)] = 1;
    for (int i = 3; i < 6; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return Context.of(features, 100);
  }

  static Question question(Random random) {
    return new Question(context(random), ARMS, LAMBDA);
  }

  /// Rounds of one usage each, every arm in turn.
  static List<Lesson.Usage> usages(int rounds, long seed) {
    Random random = new Random(seed);
    List<Lesson.Usage> usages = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      double tokens = 100 + random.nextInt(200);
      usages.add(
          new Lesson.Usage(context(random), ARMS.get(i % 3).id(), 100, tokens, 400 + tokens));
    }
    return usages;
  }

  /// The grade of each of these usages.
  static List<Lesson.Graded> grades(List<Lesson.Usage> usages, long seed) {
    Random random = new Random(seed);
    List<Lesson.Graded> grades = new ArrayList<>();
    for (int i = 0; i < usages.size(); i++) {
      Context context = usages.get(i).context();
      double reward = random.nextDouble() < chance(i % 3, context) ? 1 : 0;
      grades.add(Lesson.Graded.first(context, usages.get(i).arm(), reward, 1));
    }
    return grades;
  }

  static double chance(int arm, Context context) {
    return .3 * (arm + 1) - .1 * context.feature(0);
  }

  /// A learner that was told of the arms and then of these lessons.
  static Learner taught(String name, List<? extends Lesson> lessons) {
    Learner learner = Learners.create(name, SCHEMA);
    learner.learn(new Lesson.Arms(ARMS));
    lessons.forEach(learner::learn);
    return learner;
  }

  static Learner taught(String name, int rounds) {
    List<Lesson> lessons = new ArrayList<>(usages(rounds, 1));
    lessons.addAll(grades(usages(rounds, 1), 2));
    return taught(name, lessons);
  }

  private static Arm arm(String id, double outputPrice) {
    return new Arm(id, Price.perMtok(.1, outputPrice), OptionalDouble.empty());
  }
}
