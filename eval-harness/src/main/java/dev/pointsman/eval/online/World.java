package dev.pointsman.eval.online;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Prompt;
import dev.pointsman.eval.Parallel;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/// The table with the context of each of its rows, made once and shared by all replays, and the
/// learners that are sent into it. Immutable, any thread.
final class World {

  private static final double PRIOR_SPREAD = 0.05;

  /// What all warm-start rows of an arm weigh at most, in rows of the stream.
  private static final double WARM_ROWS = 300;

  private final ArmTable before;
  private final ArmTable table;
  private final int pivot;
  private final Featurizer featurizer;
  private final OnlineSettings settings;
  private final List<Context> contexts;
  private final List<Context> warmContexts;

  World(ArmTable table, Featurizer featurizer, OnlineSettings settings) {
    this.before = table;
    this.pivot = pivot(table, settings.lambdas());
    this.table = settings.scenario().after(table, pivot);
    this.featurizer = featurizer;
    this.settings = settings;
    this.contexts = contextsOf(table);
    this.warmContexts = settings.warmStart().map(this::contextsOf).orElse(List.of());
  }

  private List<Context> contextsOf(ArmTable of) {
    List<Callable<Context>> work = new ArrayList<>();
    for (int row = 0; row < of.rows(); row++) {
      Prompt prompt = Prompt.of(of.prompt(row));
      work.add(() -> featurizer.contextOf(prompt));
    }
    return List.copyOf(Parallel.all(settings.threads(), work));
  }

  /// The model of the highest utility over the table at the middle lambda.
  private static int pivot(ArmTable table, List<Double> lambdas) {
    List<Double> sorted = lambdas.stream().sorted().toList();
    double lambda = sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int arm = 0; arm < table.models(); arm++) {
      double sum = 0;
      for (int row = 0; row < table.rows(); row++) {
        sum += table.quality(row, arm) - lambda * table.cost(row, arm);
      }
      if (sum > highest) {
        highest = sum;
        best = arm;
      }
    }
    return best;
  }

  /// As it is in the end: where held-out rows lie.
  ArmTable table() {
    return table;
  }

  /// As it is in the first half of the stream.
  ArmTable before() {
    return before;
  }

  /// Whether a place of the stream lies before the change.
  boolean isBefore(int place, Split split) {
    return settings.scenario() != Scenario.STATIONARY && place < split.streamSize() / 2;
  }

  OptionalInt absentBefore() {
    return settings.scenario().absentBefore(pivot);
  }

  OptionalInt absentAfter() {
    return settings.scenario().absentAfter(pivot);
  }

  Featurizer featurizer() {
    return featurizer;
  }

  List<Context> contexts() {
    return contexts;
  }

  /// Contexts of the warm-start tables; none without one.
  List<Context> warmContexts() {
    return warmContexts;
  }

  float[][] features() {
    return contexts.stream().map(Context::features).toArray(float[][]::new);
  }

  Teacher teacher() {
    return teacher(table);
  }

  Teacher teacher(ArmTable of) {
    return new Teacher(of, contexts, settings.feedback(), settings.prices());
  }

  /// A learner that was told of the arms, and taught the warm-start tables: every arm's outcome of
  /// every row, weighing no more than 300 rows of the stream an arm, so that the stream can
  /// contradict them.
  Learner learner(List<Arm> arms) {
    Learner learner = settings.learner().fresh(featurizer.schema());
    learner.learn(new Lesson.Arms(arms));
    settings.warmStart().ifPresent(prior -> warm(learner, prior));
    return learner;
  }

  private void warm(Learner learner, ArmTable prior) {
    FeedbackModes all = FeedbackModes.parse("chosen");
    Teacher teacher = new Teacher(prior, warmContexts, all, settings.prices());
    double weight = Math.min(1, WARM_ROWS / prior.rows());
    for (int row = 0; row < prior.rows(); row++) {
      teacher.teachAll(learner, row, weight);
    }
  }

  /// The arms as a learner is told of them: with priors, the mean of the stream blurred by 0.05.
  List<Arm> arms(Split split) {
    return arms(table, split);
  }

  /// The same before the change, the absent one left out.
  List<Arm> armsBefore(Split split) {
    return without(absentBefore(), arms(before, split));
  }

  /// The same after it.
  List<Arm> armsAfter(Split split) {
    return without(absentAfter(), arms(table, split));
  }

  private static List<Arm> without(OptionalInt absent, List<Arm> all) {
    return IntStream.range(0, all.size())
        .filter(arm -> absent.isEmpty() || absent.getAsInt() != arm)
        .mapToObj(all::get)
        .toList();
  }

  private List<Arm> arms(ArmTable of, Split split) {
    List<Arm> arms = new ArrayList<>();
    for (int arm = 0; arm < of.arms(); arm++) {
      Arm plain = of.arm(arm);
      arms.add(settings.priors() ? plain.withQualityPrior(prior(split, arm)) : plain);
    }
    return List.copyOf(arms);
  }

  private double prior(Split split, int arm) {
    double sum = 0;
    for (int place = 0; place < split.streamSize(); place++) {
      sum += before.quality(split.stream(place), arm);
    }
    double blur = PRIOR_SPREAD * normal(Seeds.mix(Seeds.mix(split.seed()) ^ ~arm));
    return Math.clamp(sum / split.streamSize() + blur, 0, 1);
  }

  /// Box and Muller's normal from a seed.
  private static double normal(long seed) {
    double radius = Math.sqrt(-2 * Math.log(1 - Seeds.uniform(seed)));
    return radius * Math.cos(2 * Math.PI * Seeds.uniform(seed + 1));
  }
}
