package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import java.util.ArrayList;
import java.util.List;

/// Answers from linear beliefs about quality and tokens. Immutable, any thread.
///
/// Utilities are formed in units of quality: q - (lambda / value) x cost. An arm nobody taught
/// answers from its prior. A decision costs O(arms x d²) when it may explore, else O(arms x d).
record LinearPolicy(Blocks blocks, Beliefs quality, Forecasts forecasts, Exploration exploration)
    implements Policy {

  @Override
  public Assessment assess(Question question) {
    double[] x = blocks.inputs(question.context());
    List<Prediction> predictions = new ArrayList<>(question.eligible().size());
    for (Arm arm : question.eligible()) {
      predictions.add(predict(arm, x, question.context().inputTokens()));
    }
    return exploration.assess(question, predictions, quality.rows());
  }

  private Prediction predict(Arm arm, double[] x, int inputTokens) {
    Posterior posterior = quality.of(arm.id(), arm.qualityPrior());
    double expected = Math.clamp(posterior.mean(x), 0, 1);
    double deviation = Math.sqrt(quality.noise() * posterior.variance(x));
    double cost = arm.price().usd(inputTokens, forecasts.tokens(arm.id(), x));
    return new Prediction(expected, deviation, cost, forecasts.latencyMs(arm.id()));
  }
}
