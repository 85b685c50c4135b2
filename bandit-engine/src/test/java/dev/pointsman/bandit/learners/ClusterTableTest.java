package dev.pointsman.bandit.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.FeatureSchema.Block;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClusterTableTest {

  private static final FeatureSchema SCHEMA =
      new FeatureSchema("test", List.of(new Block("embedding", 0, 1), new Block("task", 1, 3)));
  private static final Arm ARM = new Arm("a", Price.perMtok(0, 2), OptionalDouble.of(.5));
  private static final Context CODE = Context.of(new float[] {9, .6f, .4f}, 10);
  private static final Context POEM = Context.of(new float[] {9, .2f, .8f}, 10);

  @Test
  void assess_clusterWithRows_isItsMeanShrunkToTheArms() {
    ClusterTable table = table();
    for (int i = 0; i < 60; i++) {
      table.learn(Lesson.Graded.first(CODE, "a", 1, 1));
    }

    // Arm: (40 x .5 + 60) / 100 = .8. Code: (20 x .8 + 60) / 80. Poem: no rows of its own.
    assertThat(predict(table, CODE).quality()).isCloseTo(.95, within(1e-12));
    assertThat(predict(table, POEM).quality()).isCloseTo(.8, within(1e-12));
    assertThat(predict(table, POEM).deviation()).isGreaterThan(predict(table, CODE).deviation());
  }

  @Test
  void learn_amendedGrade_countsOnlyItsLastValue() {
    ClusterTable amended = table();
    amended.learn(Lesson.Graded.first(CODE, "a", 0, .25));
    amended.learn(new Lesson.Graded(CODE, "a", 1, 1, 0, .25));
    ClusterTable direct = table();
    direct.learn(Lesson.Graded.first(CODE, "a", 1, 1));

    assertThat(predict(amended, CODE).quality())
        .isCloseTo(predict(direct, CODE).quality(), within(1e-15));
  }

  @Test
  void assess_longAnswersInOneCluster_costMoreThere() {
    ClusterTable table = table();
    for (int i = 0; i < 198; i++) {
      table.learn(new Lesson.Usage(CODE, "a", 10, 1_000, 300));
      table.learn(new Lesson.Usage(POEM, "a", 10, 100, Double.NaN));
    }

    // (198 x 1,100 + 2 x 200) / 398 tokens over all; (20 x that + 198 x 1,000) / 218 for code.
    double all = (198 * 1_100 + 400) / 398.0;
    assertThat(predict(table, CODE).costUsd())
        .isCloseTo(2e-6 * (20 * all + 198_000) / 218, within(1e-12));
    assertThat(predict(table, POEM).costUsd()).isLessThan(5e-4);
    assertThat(predict(table, POEM).latencyMs()).isCloseTo(300, within(1e-9));
  }

  @Test
  void create_withoutFeatures_isRefused() {
    assertThatThrownBy(
            () ->
                new ClusterTable("x", new FeatureSchema("none", List.of()), new UpperBound(0, .05)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("features");
  }

  private static ClusterTable table() {
    ClusterTable table = new ClusterTable("x", SCHEMA, new UpperBound(0, .05));
    table.learn(new Lesson.Arms(List.of(ARM)));
    return table;
  }

  private static Prediction predict(ClusterTable table, Context context) {
    return table.assess(new Question(context, List.of(ARM), 0)).predictions().getFirst();
  }
}
