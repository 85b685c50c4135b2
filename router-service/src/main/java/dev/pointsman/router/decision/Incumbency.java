package dev.pointsman.router.decision;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.objective.PromptPrice;
import dev.pointsman.router.billing.Rates;
import dev.pointsman.router.billing.Tariff;
import dev.pointsman.router.decision.Conversations.Seat;
import java.time.Duration;

/// Whether the arm that answered a conversation before goes on answering it.
///
/// It does unless another arm's expected utility is higher by more than 0.05 good answers. The
/// incumbent's prompt is priced as the provider will: what was sent before from the cache while
/// that lives, so a long conversation is not moved for a slightly better arm that would read all of
/// it anew. Pure; O(arms).
record Incumbency(int place, Tariff tariff, Seat seat, long nowMillis) {

  private static final double MARGIN = 0.05;
  private static final Duration CACHE_LIFE = Duration.ofMinutes(5);

  boolean keeps(Question question, Assessment assessment) {
    double saved = saved(question.context().inputTokens());
    double staying =
        assessment.predictions().get(place).utility(question) + question.lambda() * saved;
    double best = assessment.predictions().get(assessment.best(question)).utility(question);
    return best - staying <= MARGIN * question.value();
  }

  /// USD that the provider's cache takes off the prompt.
  private double saved(int tokens) {
    Rates rates = tariff.rates(tokens);
    PromptPrice prompt = new PromptPrice(rates.input(), rates.cachedInput(), rates.cacheWrite());
    boolean lives = nowMillis - seat.atMillis() < CACHE_LIFE.toMillis();
    int shared = Math.min(tokens, seat.inputTokens());
    return prompt.switchingUsd(tokens, false) - prompt.stayingUsd(tokens, shared, lives);
  }
}
