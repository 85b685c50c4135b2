package dev.pointsman.feedback;

import dev.pointsman.bandit.Lesson;

/// An entry of a route's `rewards` stream: what learning is a fold over.
///
/// `id` is the stream's own id; entries are read in its order. `facts` carries what off-policy
/// estimates need beside the lesson.
public record RewardEntry(String id, String decisionId, long tsMillis, Lesson lesson, Facts facts) {

  /// Of the decision behind an entry: the drawn arm and its propensity (never altered by fallback),
  /// how many arms were eligible, whether the policy had a say, the weight it gave cost, what the
  /// call cost (-1 in reward entries), whether its conversation is held out from the policy.
  public record Facts(
      String arm,
      double propensity,
      int eligible,
      boolean routable,
      double lambda,
      long costMicroUsd,
      boolean holdout) {}
}
