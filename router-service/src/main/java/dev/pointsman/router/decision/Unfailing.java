package dev.pointsman.router.decision;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Prompt;
import dev.pointsman.bandit.log.OtherFeatures;
import dev.pointsman.router.config.FeaturePair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Features and policy that never fail a request: where one throws, zeros and an even draw over
/// what the priors say stand in, and it is counted. Any thread.
final class Unfailing {

  private static final double UNKNOWN_QUALITY = 0.5;
  private static final double UNKNOWN_DEVIATION = 0.5;
  private static final int TYPICAL_OUTPUT_TOKENS = 300;
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final FeaturePair features;
  private final LongAdder failures = new LongAdder();

  Unfailing(FeaturePair features) {
    this.features = features;
  }

  long failures() {
    return failures.sum();
  }

  /// For a policy that learnt from features of this schema; tokens of the text around the prompt
  /// are added to the prompt's own.
  Sight sight(Prompt prompt, int otherTokens, String schema) {
    Featurizer own = features.of(schema);
    Optional<OtherFeatures> other =
        features
            .besides(own)
            .map(by -> new OtherFeatures(by.schema().hash(), contextOf(by, prompt, otherTokens)));
    return new Sight(own.schema().hash(), contextOf(own, prompt, otherTokens), other);
  }

  private Context contextOf(Featurizer featurizer, Prompt prompt, int otherTokens) {
    Context context = contextOf(featurizer, prompt);
    return otherTokens == 0
        ? context
        : Context.of(context.features(), context.inputTokens() + otherTokens);
  }

  private Context contextOf(Featurizer featurizer, Prompt prompt) {
    try {
      return featurizer.contextOf(prompt);
    } catch (RuntimeException e) {
      failures.increment();
      float[] nothing = new float[featurizer.schema().dimension()];
      return Context.of(nothing, prompt.text().length() / CHARACTERS_PER_TOKEN);
    }
  }

  Assessment assess(Policy policy, Question question) {
    try {
      return policy.assess(question);
    } catch (RuntimeException e) {
      failures.increment();
      List<Arm> arms = question.eligible();
      double[] even = new double[arms.size()];
      Arrays.fill(even, 1.0 / arms.size());
      int input = question.context().inputTokens();
      return new Assessment(
          arms.stream().map(arm -> prior(arm, input)).toList(), ArmDistribution.of(arms, even));
    }
  }

  private static Prediction prior(Arm arm, int inputTokens) {
    return new Prediction(
        arm.qualityPrior().orElse(UNKNOWN_QUALITY),
        UNKNOWN_DEVIATION,
        arm.price().usd(inputTokens, TYPICAL_OUTPUT_TOKENS),
        Double.NaN);
  }
}
