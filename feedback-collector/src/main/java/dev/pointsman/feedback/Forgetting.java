package dev.pointsman.feedback;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Removes what is stored of a person. Any thread; nothing here blocks; fails while the store is
/// away, and may be repeated without effect.
///
/// The `rewards` streams stay as they are, since every replica folds them: their entries hold no
/// principal, and once the person's decisions are gone nothing says whose they were. What was
/// learnt from them stays learnt; who wants that undone rebuilds the policy without the principal
/// first.
public interface Forgetting {

  /// The decisions that were removed with all that hung on them, and how many feedback events and
  /// voices were.
  record Forgotten(List<String> decisions, long feedback, long voices) {
    public Forgotten {
      decisions = List.copyOf(decisions);
    }
  }

  /// `user` is the name that requests gave, `principal` what it is written down as where it rates
  /// (see {@link FeedbackTokens#principal}); feedback of either is removed, on whosever answer.
  CompletionStage<Forgotten> forget(Set<String> routes, String user, String principal);
}
