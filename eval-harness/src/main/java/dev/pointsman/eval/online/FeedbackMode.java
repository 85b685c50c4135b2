package dev.pointsman.eval.online;

import java.util.Optional;

/// One way in which the truth of a table becomes known to a learner.
public sealed interface FeedbackMode {

  /// The chosen arm's score, always.
  record Chosen() implements FeedbackMode {}

  /// The chosen arm's score, and with probability `rate` every arm's, at the cost of calling them.
  record Shadow(double rate, Judge judge) implements FeedbackMode {}

  /// A thumb on the chosen arm's answer with probability `rate`, `tilt` times as likely on a bad
  /// one (never more than always); a tenth of the thumbs are flipped.
  record Thumbs(double rate, double tilt) implements FeedbackMode {
    double rateOf(boolean good) {
      return good ? rate : Math.min(1, rate * tilt);
    }
  }

  /// A judge's grade of the chosen arm's answer with probability `rate`, at the judge's cost.
  record Judged(double rate, Judge judge) implements FeedbackMode {}

  /// A judge: right with probability `accuracy`, else it says the reverse; a bad answer of its own
  /// family passes with probability `bias`. No model: the dearest judges.
  record Judge(double accuracy, double bias, Optional<String> model) {
    static final Judge PERFECT = new Judge(1, 0, Optional.empty());

    boolean isPerfect() {
      return accuracy == 1 && bias == 0;
    }
  }
}
