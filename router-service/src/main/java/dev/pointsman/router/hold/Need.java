package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.router.billing.PriceList;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// The most that an arm's answer can take: so many input tokens, and up to `outputTokens` in each
/// of its choices.
record Need(PriceList price, long inputTokens, int outputTokens, int choices) {

  Amount most() {
    return at(outputTokens);
  }

  /// When each choice has at most so many tokens: each token at the dearest price it could have.
  Amount at(int tokensEach) {
    long output = (long) tokensEach * choices;
    double in = Math.max(price.input(), Math.max(price.cachedInput(), price.cacheWrite()));
    double out = Math.max(price.output(), price.reasoning());
    long microUsd =
        BigDecimal.valueOf(price.perRequest())
            .movePointRight(6)
            .add(BigDecimal.valueOf(inputTokens).multiply(BigDecimal.valueOf(in)))
            .add(BigDecimal.valueOf(output).multiply(BigDecimal.valueOf(out)))
            .setScale(0, RoundingMode.CEILING)
            .longValueExact();
    return new Amount(microUsd, inputTokens + output);
  }

  /// With no more output than this, which is what it is not to be cut below.
  Amount least(int leastOutputTokens) {
    return at(Math.min(outputTokens, leastOutputTokens));
  }

  /// The most tokens a choice can have within an amount; -1 when not even an empty answer fits.
  int affordable(Amount amount) {
    int fits = -1;
    int above = outputTokens + 1;
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
