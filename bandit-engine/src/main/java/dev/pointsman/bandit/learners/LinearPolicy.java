package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import java.util.ArrayList;
import java.util.List;

/// Answers from linear beliefs about quality and tokens. Immutable, any thread.
///
/// Utilities are formed in units of quality: q - (lambda / value) x cost. An arm nobody taught
/// answers from its prior. A decision costs O(arms x d²) when it may explore, else O(arms x d).
record LinearPolicy(
    Blocks blocks,
    Beliefs quality,
    CascadeBeliefs cascades,
    Forecasts forecasts,
    Exploration exploration)
    implements Policy {

  @Override
  public Assessment assess(Question question) {
    double[] x = blocks.inputs(question.context());
    List<Arm> arms = question.eligible();
    List<Prediction> predictions = new ArrayList<>(arms.size());
    double[] utility = new double[arms.size()];
    double[] deviation = new double[arms.size()];
    for (int i = 0; i < utility.length; i++) {
      Prediction prediction = predict(arms.get(i), x, question.context().inputTokens());
      predictions.add(prediction);
      utility[i] = prediction.utility(question) / question.value();
      deviation[i] = prediction.deviation();
    }
    double[] probabilities =
        question.explore()
            ? exploration.probabilities(utility, deviation, quality.rows())
            : Exploration.greedy(utility);
    return new Assessment(predictions, ArmDistribution.of(arms, probabilities));
  }

  private Prediction predict(Arm arm, double[] x, int inputTokens) {
    return arm.cascade()
        .map(cascade -> predict(arm.id(), cascade, x, inputTokens))
        .orElseGet(() -> predictModel(arm, x, inputTokens));
  }

  /// The legs asked first are paid always, and the last with the chance that it is called.
  private Prediction predict(String id, Cascade cascade, double[] x, int inputTokens) {
    CascadeBeliefs.Outlook outlook = cascades.of(id, cascade, x);
    double escalates = 1 - outlook.acceptance();
    double cost = escalates * cost(cascade.last(), x, inputTokens);
    double latency = 0;
    for (Arm leg : cascade.asked()) {
      cost += cost(leg, x, inputTokens);
      latency = Math.max(latency, forecasts.latencyMs(leg.id()));
    }
    latency += escalates * forecasts.latencyMs(cascade.last().id());
    return new Prediction(outlook.quality(), outlook.deviation(), cost, latency);
  }

  private double cost(Arm model, double[] x, int inputTokens) {
    return model.price().usd(inputTokens, forecasts.tokens(model.id(), x));
  }

  private Prediction predictModel(Arm arm, double[] x, int inputTokens) {
    Posterior posterior = quality.of(arm.id(), arm.qualityPrior());
    double expected = Math.clamp(posterior.mean(x), 0, 1);
    double deviation = Math.sqrt(quality.noise() * posterior.variance(x));
    return new Prediction(
        expected, deviation, cost(arm, x, inputTokens), forecasts.latencyMs(arm.id()));
  }
}
