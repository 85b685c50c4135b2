package dev.pointsman.router.grading;

import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.config.RouterConfig.Model;

/// What a call of our own costs at most. Pure.
final class Costs {

  /// Tokens of the text around what is quoted: rules, rubric, marks.
  private static final int FRAME = 1_500;

  private Costs() {}

  /// In micro-USD: two characters a token, which few texts reach, and all of the output.
  static long most(Model model, long atMillis, int characters, int maxOutputTokens) {
    Tokens tokens = Tokens.of(FRAME + characters / 2, maxOutputTokens);
    return model.price().at(atMillis).mostMicroUsd(Quantities.of(tokens));
  }
}
