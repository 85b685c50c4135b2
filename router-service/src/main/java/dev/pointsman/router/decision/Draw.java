package dev.pointsman.router.decision;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Choice;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import java.util.ArrayList;
import java.util.List;

/// A settled distribution and what was drawn from it. `wish` is what the policy alone would have
/// drawn with the same seed.
record Draw(
    Question question, Assessment assessment, Say say, long seed, Choice choice, Choice wish) {

  private static final long HOLDOUT = 0x686f6c646f7574L;

  static Draw of(Question question, Assessment assessment, Say say, long seed) {
    Assessment settled = new Assessment(assessment.predictions(), say.settle(question, assessment));
    return new Draw(
        question,
        settled,
        say,
        seed,
        settled.distribution().draw(seed),
        assessment.distribution().draw(seed));
  }

  double utility(int index) {
    return assessment.predictions().get(index).utility(question);
  }

  int best() {
    return assessment.best(question);
  }

  /// Whether the policy had a say: such draws are learnt from as choices.
  boolean routable() {
    return switch (say) {
      case Say.Free _, Say.Shared _ -> true;
      case Say.Best _, Say.Fixed _, Say.Replayed _ -> false;
    };
  }

  /// Whether the answer comes from the cache.
  boolean isReplay() {
    return say instanceof Say.Replayed;
  }

  boolean explored() {
    return routable() && !holdout() && choice.index() != best();
  }

  boolean holdout() {
    double uniform = Seeds.uniform(Seeds.mix(seed ^ HOLDOUT));
    return say instanceof Say.Shared shared
        && shared.isHoldout(choice.index(), choice.propensity(), uniform);
  }

  List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < question.eligible().size(); i++) {
      candidates.add(
          new Candidate(
              question.eligible().get(i).id(),
              assessment.distribution().probability(i),
              assessment.predictions().get(i)));
    }
    return candidates;
  }
}
