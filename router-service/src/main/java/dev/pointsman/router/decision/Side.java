package dev.pointsman.router.decision;

import dev.pointsman.bandit.Seeds;
import dev.pointsman.feedback.Stake;
import dev.pointsman.feedback.fold.Challenger;
import dev.pointsman.feedback.fold.LivePolicy;
import dev.pointsman.router.decision.Decider.Brain;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// On a route that tries a candidate: whose a conversation is, and the brain that decides it. Drawn
/// by the conversation's name and the candidacy alone, so it is the same on every replica and for
/// every turn.
record Side(Brain brain, Map<String, String> terms) {

  static Side of(Brain brain, Supplier<String> conversation) {
    Optional<Challenger> challenger = brain.live().challenger();
    if (challenger.isEmpty()) {
      return new Side(brain, Map.of());
    }
    Challenger candidate = challenger.get();
    boolean isCandidates =
        candidate.share() > 0 && place(candidate.id(), conversation.get()) < candidate.share();
    return new Side(
        isCandidates ? brainOf(candidate, brain) : brain,
        Stake.terms(candidate.id(), candidate.share(), isCandidates));
  }

  private static Brain brainOf(Challenger candidate, Brain brain) {
    LivePolicy live =
        new LivePolicy(candidate.policy(), candidate.version(), brain.live().schema());
    return candidate.lambda().isEmpty()
        ? new Brain(live, brain.pace())
        : new Brain(live, Pace.of(brain.pace(), candidate.lambda().getAsDouble()));
  }

  /// In [0, 1).
  private static double place(String candidacy, String conversation) {
    long hash = Seeds.mix(candidacy.hashCode());
    for (int i = 0; i < conversation.length(); i++) {
      hash = Seeds.mix(hash ^ conversation.charAt(i));
    }
    return Seeds.uniform(hash);
  }
}
