package dev.pointsman.feedback;

import dev.pointsman.feedback.Feedback.Source;
import java.util.List;
import java.util.OptionalDouble;

/// How many answers one graded answer stands for: 1 / the probability that its label was sampled.
///
/// Whoever samples (a judge, a review queue) writes the probability into the signal's tag {@link
/// #TAG}; a check without the tag was always asked for. A reward that rests on users' signals alone
/// was volunteered and has no weight. Pure.
public final class SamplingWeight {

  public static final String TAG = "sampling_probability";

  private SamplingWeight() {}

  /// Of the signals on one answer, those that decide its reward; the least probability counts.
  public static OptionalDouble of(RewardRule rule, List<Feedback> signals) {
    List<Feedback> decisive = rule.decisive(signals);
    if (decisive.isEmpty() || decisive.getFirst().source() == Source.USER) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        1 / decisive.stream().mapToDouble(SamplingWeight::probability).min().orElse(1));
  }

  /// The probability with which a signal was asked for.
  public static double probability(Feedback signal) {
    try {
      double p = Double.parseDouble(signal.tags().getOrDefault(TAG, "1"));
      return p > 0 && p <= 1 ? p : 1;
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
