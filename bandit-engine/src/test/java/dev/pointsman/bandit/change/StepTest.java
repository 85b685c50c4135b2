package dev.pointsman.bandit.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.bandit.change.Candidacy.Outcome;
import dev.pointsman.bandit.change.Candidacy.Stage;
import org.junit.jupiter.api.Test;

class StepTest {

  private static final Rules RULES = new Rules(0.1, 0, 0.02, 0.5, 0.2, 1, 8_000);
  private static final Scale SCALE = Scale.of(10, 0.01);

  /// Either alarm has half of alpha, so that both together have it.
  @Test
  void served_everyFifthByAWorseAndDearerCandidate_alarmsAsBetsAtHalfOfAlpha() {
    Step step = new Step(RULES, Stage.CANARY, SCALE);
    Decline worse = new Decline(0.05, 5 + 0.02);
    Decline dearer = new Decline(0.05, 5 + 0.05);
    double quality = 0;
    double cost = 0;
    int row = 0;
    while (!step.isWorse() || !step.isDearer()) {
      boolean isCandidates = row % 5 == 0;
      Outcome outcome = isCandidates ? new Outcome(0.2, 0.03) : new Outcome(0.8, 0.01);
      double spent = SCALE.cost(outcome.costUsd());
      double meanQuality = row == 0 ? 0.5 : quality / row;
      double meanCost = row == 0 ? 0.5 : cost / row;
      worse.add(Score.split(isCandidates, 0.2, outcome.quality(), meanQuality).value() + 0.02);
      dearer.add(0.05 - Score.split(isCandidates, 0.2, spent, meanCost).value());
      quality += outcome.quality();
      cost += spent;
      row++;

      step.served(isCandidates, 1, outcome);

      assertThat(step.isWorse()).as("quality, row %d", row).isEqualTo(worse.isSure());
      assertThat(step.isDearer()).as("cost, row %d", row).isEqualTo(dearer.isSure());
    }
    assertThat(row).isBetween(50, 2_000);
  }
}
