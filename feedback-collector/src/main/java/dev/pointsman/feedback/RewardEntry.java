package dev.pointsman.feedback;

import dev.pointsman.bandit.Lesson;

/// An entry of a route's `rewards` stream: what learning is a fold over.
///
/// `id` is the stream's own id; entries are read in its order. `facts` carries what off-policy
/// estimates need beside the lesson.
public record RewardEntry(String id, String decisionId, long tsMillis, Lesson lesson, Facts facts) {

  /// The arms of the route from here on; no decision is behind it.
  public static RewardEntry arms(String id, long tsMillis, Lesson.Arms arms) {
    return new RewardEntry(id, "", tsMillis, arms, Facts.NONE);
  }

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
      boolean holdout) {

    static final Facts NONE = new Facts("", 1, 0, false, 0, -1, false);
  }
}
