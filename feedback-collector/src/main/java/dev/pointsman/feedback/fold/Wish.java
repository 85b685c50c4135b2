package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.change.Scale;
import dev.pointsman.bandit.change.Shadowed;
import dev.pointsman.feedback.Proposal;
import dev.pointsman.feedback.RewardEntry.Facts;
import dev.pointsman.feedback.Stake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a candidate would have done with a decision over the same eligible arms: asked where the
/// outcome is folded, off every request's path. `arms` are the eligible ones as they were told
/// last.
record Wish(Facts facts, Context context, Stake stake, List<Arm> arms) {

  static Wish of(Facts facts, Context context, Stake stake, List<Arm> told) {
    List<Arm> eligible = new ArrayList<>();
    for (Stake.Odds odds : stake.odds()) {
      told.stream().filter(arm -> odds.isOf(arm.id())).findFirst().ifPresent(eligible::add);
    }
    return new Wish(facts, context, stake, eligible);
  }

  /// Empty where an arm was not told yet, or could not be drawn: of it the log says nothing.
  Optional<Shadowed> shadowed(Policy candidate, Proposal proposal, Scale scale) {
    int drawn = place(facts.arm());
    if (arms.size() != stake.odds().size() || drawn < 0) {
      return Optional.empty();
    }
    double lambda = proposal.lambda().orElse(facts.lambda());
    Assessment wish = candidate.assess(new Question(context, arms, lambda, stake.value(), true));
    int baseline = place(proposal.baseline());
    double holdout = baseline < 0 ? 0 : proposal.holdout();
    double[] wished = new double[arms.size()];
    double[] logged = new double[arms.size()];
    double[] worth = new double[arms.size()];
    for (int i = 0; i < logged.length; i++) {
      logged[i] = stake.odds().get(i).probability();
      if (!(logged[i] > 0)) {
        return Optional.empty();
      }
      double p = wish.distribution().probability(i);
      wished[i] = (1 - holdout) * p + (i == baseline ? holdout : 0);
      Prediction expected = wish.predictions().get(i);
      worth[i] = scale.utility(expected.quality(), expected.costUsd());
    }
    return Optional.of(Shadowed.of(wished, logged, worth, drawn));
  }

  private int place(String name) {
    for (int i = 0; i < arms.size(); i++) {
      if (arms.get(i).id().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
