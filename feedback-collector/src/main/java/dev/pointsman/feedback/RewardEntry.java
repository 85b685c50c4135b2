package dev.pointsman.feedback;

import dev.pointsman.bandit.Lesson;
import java.util.Optional;

/// An entry of a route's `rewards` stream: what learning is a fold over.
///
/// `id` is the stream's own id; entries are read in its order. `facts` carries what off-policy
/// estimates need beside the lesson. An entry with an `order` teaches nothing, and one with a
/// `fault`, which says why it cannot be read or used, has nothing but its id.
public record RewardEntry(
    String id,
    String decisionId,
    long tsMillis,
    Lesson lesson,
    Facts facts,
    Optional<Order> order,
    Optional<String> fault) {

  public RewardEntry(String id, String decisionId, long tsMillis, Lesson lesson, Facts facts) {
    this(id, decisionId, tsMillis, lesson, facts, Optional.empty(), Optional.empty());
  }

  /// One that is to be passed over.
  public static RewardEntry unreadable(String id, String fault) {
    return new RewardEntry(
        id, "", 0, new Lesson.At(0), Facts.NONE, Optional.empty(), Optional.of(fault));
  }

  /// An order; no decision is behind it, and its lesson is the time.
  public static RewardEntry order(String id, long tsMillis, Order order) {
    return new RewardEntry(
        id,
        "",
        tsMillis,
        new Lesson.At(tsMillis),
        Facts.NONE,
        Optional.of(order),
        Optional.empty());
  }

  /// The arms of the route from here on; no decision is behind it.
  public static RewardEntry arms(String id, long tsMillis, Lesson.Arms arms) {
    return new RewardEntry(id, "", tsMillis, arms, Facts.NONE);
  }

  /// Of the decision behind an entry: the drawn arm and its propensity (never altered by fallback),
  /// how many arms were eligible, whether the policy had a say, the weight it gave cost, what the
  /// call cost (-1 in reward entries), whether its conversation is held out from the policy, and
  /// which conversation it is (a number that equal ones share, 0: of its own).
  ///
  /// `shadow`: the lesson is of an arm that answered off the user's path. `evidence` is what a
  /// reward rests on; `stake`, of outcomes alone, what the decision means for a candidate policy.
  public record Facts(
      String arm,
      double propensity,
      int eligible,
      boolean routable,
      double lambda,
      long costMicroUsd,
      boolean holdout,
      int conversation,
      boolean shadow,
      Optional<Evidence> evidence,
      Optional<Stake> stake) {

    private static final int CONVERSATIONS = 1 << 24;

    public Facts(
        String arm,
        double propensity,
        int eligible,
        boolean routable,
        double lambda,
        long costMicroUsd,
        boolean holdout,
        int conversation,
        boolean shadow,
        Optional<Evidence> evidence) {
      this(
          arm,
          propensity,
          eligible,
          routable,
          lambda,
          costMicroUsd,
          holdout,
          conversation,
          shadow,
          evidence,
          Optional.empty());
    }

    public Facts(
        String arm,
        double propensity,
        int eligible,
        boolean routable,
        double lambda,
        long costMicroUsd,
        boolean holdout) {
      this(
          arm,
          propensity,
          eligible,
          routable,
          lambda,
          costMicroUsd,
          holdout,
          0,
          false,
          Optional.empty());
    }

    /// The number of a conversation: two in sixteen million share one by chance, which makes of two
    /// independent clusters one and keeps an estimate's variance right.
    static int conversation(String session) {
      if (session.isEmpty()) {
        return 0;
      }
      int mixed = session.hashCode() * 0x9E3779B9;
      return 1 + Integer.remainderUnsigned(mixed ^ (mixed >>> 15), CONVERSATIONS - 1);
    }

    Facts withEvidence(Optional<Evidence> of) {
      return with(shadow, of, Optional.empty());
    }

    /// The same with what it means for a candidate.
    Facts withStake(Optional<Stake> meaning) {
      return with(shadow, evidence, meaning);
    }

    /// The same of another arm's answer off the user's path.
    Facts shadowed(Optional<Evidence> of) {
      return with(true, of, Optional.empty());
    }

    private Facts with(boolean isShadow, Optional<Evidence> basis, Optional<Stake> meaning) {
      return new Facts(
          arm,
          propensity,
          eligible,
          routable,
          lambda,
          costMicroUsd,
          holdout,
          conversation,
          isShadow,
          basis,
          meaning);
    }

    static final Facts NONE = new Facts("", 1, 0, false, 0, -1, false);
  }
}
