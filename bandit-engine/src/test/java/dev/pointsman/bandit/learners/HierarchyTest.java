package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Price;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HierarchyTest {

  private static final Blocks BLOCKS =
      Blocks.of(new FeatureSchema("test", List.of(new FeatureSchema.Block("task", 0, 4))));
  private static final Hierarchy.Settings SHARING =
      new Hierarchy.Settings(.5, .2, 5, 300, 30, 40, true);
  private static final double[] HARD = {1, 1, 0, 0, 0};
  private static final double[] EASY = {1, 0, 1, 0, 0};

  @Test
  void sharing_promptsHardForEveryone_areHardForAnArmThatSawNone() {
    Hierarchy hierarchy = new Hierarchy(BLOCKS, SHARING);
    Random random = new Random(3);
    for (int i = 0; i < 3_000; i++) {
      String arm = "arm" + i % 3;
      double[] x = context(random);
      hierarchy.replace(arm, x, Amendment.first(random.nextDouble() < truth(x) ? 1 : 0, 1));
    }

    Posterior newcomer = hierarchy.beliefs().of("new", OptionalDouble.empty());
    assertThat(newcomer.mean(HARD)).isCloseTo(.3, within(.1));
    assertThat(newcomer.mean(EASY)).isCloseTo(.8, within(.1));
  }

  @Test
  void sharing_armGoodAtOneTask_isToldApart() {
    Hierarchy hierarchy = new Hierarchy(BLOCKS, SHARING);
    Random random = new Random(3);
    for (int i = 0; i < 9_000; i++) {
      double[] x = context(random);
      boolean special = i % 3 == 0 && x[1] == 1;
      double p = special ? .9 : truth(x);
      hierarchy.replace("arm" + i % 3, x, Amendment.first(random.nextDouble() < p ? 1 : 0, 1));
    }

    assertThat(hierarchy.mean("arm0", HARD)).isGreaterThan(.75);
    assertThat(hierarchy.mean("arm1", HARD)).isLessThan(.45);
  }

  @Test
  void sharing_noSignalInTheFeatures_leavesTheMeansAlone() {
    Hierarchy hierarchy = new Hierarchy(BLOCKS, SHARING);
    Random random = new Random(5);
    for (int i = 0; i < 6_000; i++) {
      double p = i % 2 == 0 ? .8 : .4;
      hierarchy.replace(
          "arm" + i % 2, context(random), Amendment.first(random.nextDouble() < p ? 1 : 0, 1));
    }

    // 1,200 rows of each kind: a standard error of .013 for what the arms share of it.
    for (double[] x : List.of(HARD, EASY)) {
      assertThat(hierarchy.mean("arm0", x)).isCloseTo(.8, within(.04));
      assertThat(hierarchy.mean("arm1", x)).isCloseTo(.4, within(.04));
    }
  }

  @Test
  void describe_guess_isTheAverageOverTheTrafficNotAtTheOrigin() {
    Hierarchy hierarchy = new Hierarchy(BLOCKS, SHARING);
    hierarchy.describe(new Arm("guessed", Price.perMtok(1, 1), OptionalDouble.of(.6)));
    Random random = new Random(7);
    double average = 0;
    for (int i = 0; i < 4_000; i++) {
      double[] x = context(random);
      average += truth(x) / 4_000;
      hierarchy.replace("other", x, Amendment.first(random.nextDouble() < truth(x) ? 1 : 0, 1));
    }

    double guessed = 0;
    for (int i = 0; i < 1_000; i++) {
      guessed += hierarchy.mean("guessed", context(random)) / 1_000;
    }
    assertThat(average).isCloseTo(.5, within(.03));
    assertThat(guessed).isCloseTo(.6, within(.03));
    assertThat(hierarchy.mean("guessed", EASY)).isGreaterThan(hierarchy.mean("guessed", HARD) + .3);
  }

  @Test
  void withoutSharing_armsLearnNothingOfEachOther() {
    Hierarchy hierarchy =
        new Hierarchy(BLOCKS, new Hierarchy.Settings(.5, .2, 2, 100, 1, 40, false));

    for (int i = 0; i < 100; i++) {
      hierarchy.replace("taught", HARD, Amendment.first(1, 1));
    }

    assertThat(hierarchy.mean("taught", HARD)).isGreaterThan(.9);
    assertThat(hierarchy.mean("other", HARD)).isCloseTo(.5, within(1e-15));
  }

  /// One of five kinds of prompt, the first hard, the second easy.
  private static double[] context(Random random) {
    double[] x = new double[5];
    x[0] = 1;
    int kind = random.nextInt(5);
    if (kind > 0) {
      x[kind] = 1;
    }
    return x;
  }

  private static double truth(double[] x) {
    return .5 - .2 * x[1] + .3 * x[2] - .1 * x[3];
  }
}
