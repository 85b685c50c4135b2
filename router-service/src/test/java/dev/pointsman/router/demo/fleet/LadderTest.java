package dev.pointsman.router.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pointsman.datasets.tasks.Difficulty;
import dev.pointsman.datasets.tasks.TaskKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {

  @Test
  void models_prices_riseAlongTheLadder() {
    List<Double> output =
        Ladder.MODELS.stream().map(model -> model.price().outputUsdPerMtok()).toList();

    assertThat(output).hasSizeGreaterThanOrEqualTo(6).isSorted();
  }

  @Test
  void models_everyOne_hasSkillsAndSpeed() {
    for (FleetModel model : Ladder.MODELS) {
      assertThat(Skills.tokensPerSecond(model.id())).isPositive();
      assertThat(Skills.firstTokenSeconds(model.id())).isPositive();
      for (TaskKind kind : TaskKind.values()) {
        assertThat(Skills.chance(model.id(), kind, Difficulty.MEDIUM)).isBetween(0.02, 0.98);
      }
    }
  }

  @Test
  void models_benchmark_isTheSkillAtClassification() {
    for (FleetModel model : Ladder.MODELS) {
      assertThat(Skills.chance(model.id(), TaskKind.CLASSIFICATION, Difficulty.MEDIUM))
          .isCloseTo(model.benchmark(), within(1e-9));
    }
  }
}
