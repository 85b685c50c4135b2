package dev.pointsman.router.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.decision.Conversations.Seat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class IncumbencyTest {

  private static final long NOW = 1_000_000_000L;

  /// Input at 10, cached at 5 USD per million tokens.
  private static final Model DEAR =
      RouterConfig.parse(TestRouter.yaml("http://h/v1", ""), "x", Map.of("UP", "s"))
          .models()
          .getLast();

  /// The other arm is worth 0.06 good answers more.
  private static boolean stays(int shared, long lastTurnMillis) {
    List<Arm> arms =
        List.of(
            new Arm("dear", Price.perMtok(10, 20), OptionalDouble.empty()),
            new Arm("other", Price.perMtok(10, 20), OptionalDouble.empty()));
    Question question = new Question(Context.of(new float[] {1}, 10_000), arms, 4);
    Assessment assessment =
        new Assessment(
            List.of(
                new Prediction(0.60, 0.1, 0.1, Double.NaN),
                new Prediction(0.66, 0.1, 0.1, Double.NaN)),
            ArmDistribution.certain(arms, 1));
    Seat seat = new Seat("dear", shared, lastTurnMillis, false);
    return new Incumbency(0, DEAR.price().at(NOW), seat, NOW).keeps(question, assessment);
  }

  @Test
  void stays_nothingCached_switchesForSixHundredths() {
    assertThat(stays(0, NOW)).isFalse();
  }

  /// 8,000 tokens x (10 - 5) USD per million = 0.04 USD = 0.16 good answers at lambda 4.
  @Test
  void stays_longCachedPrefix_isKept() {
    assertThat(stays(8_000, NOW - 60_000)).isTrue();
  }

  @Test
  void stays_cacheThatHasDied_savesNothing() {
    assertThat(stays(8_000, NOW - 400_000)).isFalse();
  }
}
