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
  public static OptionalDouble of(List<Feedback> signals) {
    OptionalDouble decisive =
        signals.stream().mapToDouble(s -> RewardRule.weight(s.source())).max();
    if (decisive.isEmpty() || decisive.getAsDouble() <= RewardRule.weight(Source.USER)) {
      return OptionalDouble.empty();
    }
    double least = 1;
    for (Feedback signal : signals) {
      if (RewardRule.weight(signal.source()) == decisive.getAsDouble()) {
        least = Math.min(least, probability(signal));
      }
    }
    return OptionalDouble.of(1 / least);
  }

  private static double probability(Feedback signal) {
    try {
      double p = Double.parseDouble(signal.tags().getOrDefault(TAG, "1"));
      return p > 0 && p <= 1 ? p : 1;
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
