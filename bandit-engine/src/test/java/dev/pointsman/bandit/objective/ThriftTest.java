package dev.pointsman.bandit.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ThriftTest {

  private static final List<Arm> ARMS = List.of(arm("cheap"), arm("middle"), arm("dear"));

  private static final Assessment ASSESSMENT =
      new Assessment(
          List.of(
              new Prediction(0.7, 0.1, 0.001, Double.NaN),
              new Prediction(0.8, 0.1, 0.002, Double.NaN),
              new Prediction(0.9, 0.1, 0.1, Double.NaN)),
          ArmDistribution.of(ARMS, new double[] {0.1, 0.8, 0.1}));

  private static Arm arm(String id) {
    return new Arm(id, Price.perMtok(0, 0), OptionalDouble.empty());
  }

  private static Question question(double lambda, double value) {
    return new Question(Context.of(new float[] {}, 1), ARMS, lambda, value, true);
  }

  @Test
  void within_surchargeTooDear_scalesDearerArmsAlone() {
    ArmDistribution thrifty = new Thrift(0.000_98, 9).within(ASSESSMENT, question(10, 1));

    // The dear arm adds 0.098 USD to the best: 1 % of it is what may be spent.
    assertThat(thrifty.probabilities())
        .containsExactly(new double[] {0.1, 0.89, 0.01}, within(1e-12));
  }

  @Test
  void within_lossTooGreat_scalesAllOthers() {
    // Utilities 0.69, 0.78, -0.1: exploring loses 0.009 + 0.088.
    ArmDistribution thrifty = new Thrift(9, 0.0097).within(ASSESSMENT, question(10, 1));

    assertThat(thrifty.probabilities())
        .containsExactly(new double[] {0.01, 0.98, 0.01}, within(1e-12));
  }

  @Test
  void within_valueAndLambdaScaledAlike_isTheSame() {
    double[] once = new Thrift(9, 0.0097).within(ASSESSMENT, question(10, 1)).probabilities();
    double[] tenfold = new Thrift(9, 0.0097).within(ASSESSMENT, question(100, 10)).probabilities();

    assertThat(tenfold).containsExactly(once, within(1e-12));
  }

  @Test
  void within_generousBounds_changesNothing() {
    assertThat(new Thrift(1, 1).within(ASSESSMENT, question(10, 1)).probabilities())
        .containsExactly(new double[] {0.1, 0.8, 0.1}, within(1e-12));
  }

  @Test
  void within_tightestBounds_keepsSupport() {
    ArmDistribution thrifty = new Thrift(1e-12, 1e-12).within(ASSESSMENT, question(1e6, 1));

    assertThat(thrifty.probabilities()[0]).isPositive();
    assertThat(thrifty.probabilities()[2]).isPositive();
  }

  @Test
  void thrift_boundOfZero_isRefused() {
    assertThatThrownBy(() -> new Thrift(0, 1)).hasMessageContaining("must be > 0");
  }
}
