package dev.pointsman.bandit;

import java.util.List;

/// One thing a learner is taught. Lessons arrive in the order of the log.
public sealed interface Lesson {

  /// The arms there are from now on, with their current prices and priors.
  record Arms(List<Arm> arms) implements Lesson {
    public Arms {
      arms = List.copyOf(arms);
    }
  }

  /// When the decision of the lessons that follow was made, in epoch milliseconds. Without it a
  /// lesson does not fade.
  record At(long millis) implements Lesson {}

  /// A call ended well: what it used. Teaches cost and latency, never quality.
  ///
  /// Each leg of a cascade is a call of its own. `latencyMs` is NaN when unknown.
  record Usage(
      Context context, String arm, double inputTokens, double outputTokens, double latencyMs)
      implements Lesson {}

  /// A cascade's verifier accepted the first answer, or did not. Teaches how often that happens, to
  /// all cascades with the same opening, and needs no grade.
  ///
  /// Told once for each opening that was played, whichever of its cascades `arm` names.
  record Verified(Context context, String arm, boolean accepted) implements Lesson {}

  /// Which answer of an arm was graded: a model's only one, the one a cascade accepted from its
  /// opening, or the one it escalated to.
  enum Part {
    WHOLE,
    ACCEPTED,
    ESCALATED
  }

  /// An answer was graded: teaches quality.
  ///
  /// A later, stronger signal on the same answer replaces the row: `replacedReward` and
  /// `replacedWeight` are what was taught before (weight 0 for the first time), so additive
  /// statistics take the difference. `weight` never falls below `replacedWeight`. An accepted
  /// answer teaches all cascades with the same opening, so it is told once.
  record Graded(
      Context context,
      String arm,
      Part part,
      double reward,
      double weight,
      double replacedReward,
      double replacedWeight)
      implements Lesson {

    public Graded {
      if (!(reward >= 0 && reward <= 1)) {
        throw new IllegalArgumentException("reward must be in [0, 1], was " + reward);
      }
      if (!(replacedWeight >= 0 && weight >= replacedWeight)) {
        throw new IllegalArgumentException(
            "weight may only grow, was " + replacedWeight + " and is " + weight);
      }
    }

    public Graded(
        Context context,
        String arm,
        double reward,
        double weight,
        double replacedReward,
        double replacedWeight) {
      this(context, arm, Part.WHOLE, reward, weight, replacedReward, replacedWeight);
    }

    public static Graded first(Context context, String arm, double reward, double weight) {
      return new Graded(context, arm, reward, weight, 0, 0);
    }

    /// The same grade of another part of the arm.
    public Graded of(Part other) {
      return new Graded(context, arm, other, reward, weight, replacedReward, replacedWeight);
    }
  }
}
