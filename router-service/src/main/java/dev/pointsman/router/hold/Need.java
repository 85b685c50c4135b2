package dev.pointsman.router.hold;

import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.billing.Quantities;
import dev.pointsman.router.billing.Tariff;

/// The most that an arm's answer can take: so many input tokens, and up to `outputTokens` in each
/// of its choices. `most` is all of that.
record Need(Tariff tariff, Quantities sent, int outputTokens, int choices, Amount most) {

  /// `sent` is the input, whatever else it holds included.
  static Need of(Tariff tariff, Quantities sent, int outputTokens, int choices) {
    return new Need(
        tariff, sent, outputTokens, choices, at(tariff, sent, (long) outputTokens * choices));
  }

  /// When each choice has at most so many tokens.
  Amount at(int tokensEach) {
    return at(tariff, sent, (long) tokensEach * choices);
  }

  private static Amount at(Tariff tariff, Quantities sent, long outputTokens) {
    int input = sent.tokens().input();
    int output = (int) Math.min(Integer.MAX_VALUE, outputTokens);
    long microUsd = tariff.mostMicroUsd(sent.withTokens(Tokens.of(input, output)));
    return new Amount(microUsd, (long) input + output);
  }

  /// With no more output than this, which is what it is not to be cut below.
  Amount least(int leastOutputTokens) {
    return outputTokens <= leastOutputTokens ? most : at(leastOutputTokens);
  }

  /// The most tokens a choice can have within an amount; -1 when not even an empty answer fits.
  int affordable(Amount amount) {
    if (amount.covers(most)) {
      return outputTokens;
    }
    int fits = -1;
    int above = outputTokens;
    while (above - fits > 1) {
      int middle = fits + (above - fits) / 2;
      if (amount.covers(at(middle))) {
        fits = middle;
      } else {
        above = middle;
      }
    }
    return fits;
  }
}
