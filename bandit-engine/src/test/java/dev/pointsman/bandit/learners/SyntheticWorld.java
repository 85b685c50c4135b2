package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Choice;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/// A made-up world: contexts uniform on the unit sphere, arms whose chance of reward 1 is a
/// function of wᵀx with a w of their own, all arms free of charge.
///
/// The same seed gives the same arms, contexts and luck to every player.
final class SyntheticWorld {

  /// Someone who picks arms; `point` in [0, 1) is the luck of its draw.
  interface Player {
    int choose(Context context, double point);

    void rewarded(Context context, int arm, double reward);
  }

  private final double[][] weights;
  private final int dimension;
  private final DoubleUnaryOperator chance;
  private final long seed;

  private SyntheticWorld(double[][] weights, DoubleUnaryOperator chance, long seed) {
    this.weights = weights;
    this.dimension = weights[0].length;
    this.chance = chance;
    this.seed = seed;
  }

  /// Chances are linear, (1 + wᵀx) / 2 with |w| = 1: what a linear learner can learn exactly.
  static SyntheticWorld linear(int arms, int dimension, long seed) {
    double[][] weights = gaussian(arms, dimension, seed);
    for (double[] w : weights) {
      double length = Math.sqrt(Vectors.dot(w, w));
      for (int i = 0; i < w.length; i++) {
        w[i] /= length;
      }
    }
    return new SyntheticWorld(weights, at -> (1 + at) / 2, seed);
  }

  /// Chances are 1 / (1 + exp(-8 wᵀx)), w ~ N(0, I / d): nobody's model is quite right.
  static SyntheticWorld logistic(int arms, int dimension, long seed) {
    double[][] weights = gaussian(arms, dimension, seed);
    return new SyntheticWorld(weights, at -> 1 / (1 + Math.exp(-8 * at)), seed);
  }

  FeatureSchema schema() {
    return new FeatureSchema("synthetic", List.of(new FeatureSchema.Block("x", 0, dimension)));
  }

  List<Arm> arms() {
    List<Arm> arms = new ArrayList<>();
    for (int a = 0; a < weights.length; a++) {
      arms.add(new Arm("arm" + a, Price.perMtok(0, 0), OptionalDouble.empty()));
    }
    return arms;
  }

  /// The regret after each round, summed: the best chance at the context less the chosen arm's.
  double[] regret(Player player, int rounds) {
    Random contexts = new Random(seed + 1);
    Random luck = new Random(seed + 2);
    double[] regret = new double[rounds];
    double sum = 0;
    for (int round = 0; round < rounds; round++) {
      Context context = context(contexts);
      double[] chances = chances(context);
      int arm = player.choose(context, luck.nextDouble());
      player.rewarded(context, arm, luck.nextDouble() < chances[arm] ? 1 : 0);
      sum += chances[Exploration.best(chances)] - chances[arm];
      regret[round] = sum;
    }
    return regret;
  }

  /// A learner at play, taught at once.
  Player player(Learner learner) {
    List<Arm> arms = arms();
    learner.learn(new Lesson.Arms(arms));
    return new Player() {
      @Override
      public int choose(Context context, double point) {
        long draw = Double.doubleToLongBits(point);
        Choice choice = learner.assess(new Question(context, arms, 0)).distribution().draw(draw);
        return choice.index();
      }

      @Override
      public void rewarded(Context context, int arm, double reward) {
        learner.learn(Lesson.Graded.first(context, arms.get(arm).id(), reward, 1));
      }
    };
  }

  private record Reward(Context context, int arm, double reward) {}

  /// A player that hears of a reward only `rounds` rounds later.
  static Player late(Player player, int rounds) {
    Deque<Reward> pending = new ArrayDeque<>();
    return new Player() {
      @Override
      public int choose(Context context, double point) {
        return player.choose(context, point);
      }

      @Override
      public void rewarded(Context context, int arm, double reward) {
        pending.add(new Reward(context, arm, reward));
        if (pending.size() > rounds) {
          Reward due = pending.remove();
          player.rewarded(due.context(), due.arm(), due.reward());
        }
      }
    };
  }

  private double[] chances(Context context) {
    double[] chances = new double[weights.length];
    for (int a = 0; a < chances.length; a++) {
      double at = 0;
      for (int i = 0; i < dimension; i++) {
        at += weights[a][i] * context.feature(i);
      }
      chances[a] = Math.clamp(chance.applyAsDouble(at), 0, 1);
    }
    return chances;
  }

  private Context context(Random random) {
    double[] x = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      x[i] = random.nextGaussian();
    }
    double length = Math.sqrt(Vectors.dot(x, x));
    float[] features = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      features[i] = (float) (x[i] / length);
    }
    return Context.of(features, 100);
  }

  private static double[][] gaussian(int arms, int dimension, long seed) {
    Random random = new Random(seed);
    double[][] weights = new double[arms][dimension];
    for (double[] w : weights) {
      for (int i = 0; i < dimension; i++) {
        w[i] = random.nextGaussian() / Math.sqrt(dimension);
      }
    }
    return weights;
  }
}
