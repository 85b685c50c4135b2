package dev.pointsman.router.decision;

import dev.pointsman.bandit.ArmDistribution;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Question;

/// How much say the policy has in one request. Arms are places among the eligible.
sealed interface Say {

  /// The distribution to draw from.
  ArmDistribution settle(Question question, Assessment assessment);

  /// All of it.
  record Free() implements Say {
    @Override
    public ArmDistribution settle(Question question, Assessment assessment) {
      return assessment.distribution();
    }
  }

  /// All but a share of the conversations, which `baseline` answers.
  record Shared(double holdout, int baseline) implements Say {
    @Override
    public ArmDistribution settle(Question question, Assessment assessment) {
      double[] p = assessment.distribution().probabilities();
      for (int i = 0; i < p.length; i++) {
        p[i] = (1 - holdout) * p[i] + (i == baseline ? holdout : 0);
      }
      return ArmDistribution.of(question.eligible(), p);
    }

    /// Whether a draw belongs to the holdout: of the draws of `baseline`, those that the policy did
    /// not make. `p` is the baseline's probability in the settled distribution, `uniform` in [0,1).
    boolean isHoldout(int drawn, double p, double uniform) {
      return drawn == baseline && uniform * p < holdout;
    }
  }

  /// None: the arm it would draw most likely, without exploring.
  record Best() implements Say {
    @Override
    public ArmDistribution settle(Question question, Assessment assessment) {
      return ArmDistribution.certain(question.eligible(), assessment.best(question));
    }
  }

  /// None: this arm's answer to an equal request is at hand.
  record Replayed(int arm) implements Say {
    @Override
    public ArmDistribution settle(Question question, Assessment assessment) {
      return ArmDistribution.certain(question.eligible(), arm);
    }
  }

  /// None: this arm, for this reason.
  record Fixed(int arm, String why) implements Say {
    @Override
    public ArmDistribution settle(Question question, Assessment assessment) {
      return ArmDistribution.certain(question.eligible(), arm);
    }
  }
}
