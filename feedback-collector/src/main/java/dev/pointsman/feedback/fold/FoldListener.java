package dev.pointsman.feedback.fold;

import dev.pointsman.bandit.Learner;
import dev.pointsman.feedback.RewardEntry;

/// Sees each entry before it is learnt, with the learner as it stands: predictions taken here do
/// not know the reward they will be compared with (prequential). Called on the fold's thread.
@FunctionalInterface
public interface FoldListener {

  void before(RewardEntry entry, Learner learner);

  /// The entry, now learnt, showed that the arm's answers are no longer what they were.
  default void changed(RewardEntry entry, String arm) {}

  /// The route's candidate came to another stage at the entry.
  default void moved(RewardEntry entry, Standing.Step step) {}
}
