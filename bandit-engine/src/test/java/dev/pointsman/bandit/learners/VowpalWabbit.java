package dev.pointsman.bandit.learners;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pointsman.bandit.Context;
import java.io.IOException;
import java.util.Locale;
import vowpalWabbit.learner.VWActionProbsLearner;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.responses.ActionProb;

/// VowpalWabbit 9.3.0 as a player of a synthetic world: arms are features of their own, crossed
/// with the context's. Native code: close it.
final class VowpalWabbit implements SyntheticWorld.Player, AutoCloseable {

  /// How a reward is told to it.
  enum Labels {
    /// Cost is -reward; the label has the probability of the arm.
    PLAIN(-1),
    /// Cost is 1 - reward, so that an arm without rows looks free of cost; the label has
    /// probability 1, because at the last arm this version weighs by 1 / probability where it
    /// should not.
    KIND(0);

    private final int leastCost;

    Labels(int leastCost) {
      this.leastCost = leastCost;
    }

    private String label(int arm, double reward, double probability) {
      return VowpalWabbit.label(arm, leastCost + 1 - reward, this == KIND ? 1 : probability);
    }
  }

  private final VWActionProbsLearner vw;
  private final Labels labels;
  private final int arms;
  private String[] asked = {};
  private double probability;

  VowpalWabbit(String exploration, Labels labels, int arms) {
    String costs =
        " --cb_min_cost " + labels.leastCost + " --cb_max_cost " + (labels.leastCost + 1);
    this.vw = VWLearners.create("--quiet --cb_explore_adf -q sa " + exploration + costs);
    this.labels = labels;
    this.arms = arms;
  }

  static void assumeItsNativesRunHere() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(system.equals("Linux amd64"), "vw-jni has no native library for " + system);
  }

  @Override
  public int choose(Context context, double point) {
    asked = example(context, arms);
    double[] p = probabilities(vw.predict(asked).getActionProbs());
    int arm = draw(p, point);
    probability = p[arm];
    return arm;
  }

  @Override
  public void rewarded(Context context, int arm, double reward) {
    asked[arm + 1] = labels.label(arm, reward, probability);
    vw.learn(asked);
  }

  @Override
  public void close() throws IOException {
    vw.close();
  }

  /// One line for the context, one for each arm.
  static String[] example(Context context, int arms) {
    StringBuilder shared = new StringBuilder("shared |s");
    for (int i = 0; i < context.dimension(); i++) {
      shared.append(' ').append(i).append(':').append(context.feature(i));
    }
    String[] lines = new String[arms + 1];
    lines[0] = shared.toString();
    for (int arm = 0; arm < arms; arm++) {
      lines[arm + 1] = "|a m" + arm;
    }
    return lines;
  }

  static String label(int arm, double cost, double probability) {
    return String.format(Locale.ROOT, "%d:%s:%s |a m%d", arm, cost, (float) probability, arm);
  }

  static double[] probabilities(ActionProb[] answer) {
    double[] p = new double[answer.length];
    for (ActionProb one : answer) {
      p[one.getAction()] = one.getProbability();
    }
    return p;
  }

  /// The arm at this point of the distribution, which sums to 1 only as floats do.
  static int draw(double[] p, double point) {
    double left = point;
    for (int arm = 0; arm < p.length - 1; arm++) {
      left -= p[arm];
      if (left < 0) {
        return arm;
      }
    }
    return p.length - 1;
  }
}
