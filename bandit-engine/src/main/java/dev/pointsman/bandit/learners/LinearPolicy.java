package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.learners.AnswerBeliefs.Estimate;
import java.util.ArrayList;
import java.util.List;

/// Answers from linear beliefs about quality and tokens. Immutable, any thread.
///
/// Utilities are formed in units of quality: q - (lambda / value) x cost. An arm nobody taught
/// answers from its prior. A decision costs O(arms x d²) when it may explore, else O(arms x d).
record LinearPolicy(
    Blocks blocks, AnswerBeliefs answers, Forecasts forecasts, Exploration exploration)
    implements Policy {

  @Override
  public Assessment assess(Question question) {
    double[] x = blocks.inputs(question.context());
    Answering answering = answers.at(x);
    Calls calls = new Calls(forecasts, x, question.context().inputTokens());
    List<Prediction> predictions = new ArrayList<>(question.eligible().size());
    for (Arm arm : question.eligible()) {
      predictions.add(predict(arm, answering, calls));
    }
    Assessment assessment = exploration.assess(question, predictions, answers.rows());
    if (!question.explore()) {
      return assessment;
    }
    Assessment capped = NewcomerShare.capped(assessment, answers.quality().newcomers());
    return Reopening.lifted(capped, answers.quality().reopened());
  }

  private static Prediction predict(Arm arm, Answering answering, Calls calls) {
    Cascade cascade = arm.cascade().orElse(null);
    if (cascade == null) {
      return prediction(answering.model(arm), calls.costUsd(arm), calls.latencyMs(arm));
    }
    Answering.Outlook outlook = answering.cascade(arm.id(), cascade);
    return prediction(
        outlook.quality(),
        calls.costUsd(cascade, outlook.acceptance()),
        calls.latencyMs(cascade, outlook.acceptance()));
  }

  private static Prediction prediction(Estimate quality, double costUsd, double latencyMs) {
    return new Prediction(quality.mean(), Math.sqrt(quality.variance()), costUsd, latencyMs);
  }
}
