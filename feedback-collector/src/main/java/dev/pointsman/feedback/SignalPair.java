package dev.pointsman.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A signal on an answer beside the most trusted other one: what maps are fitted from.
///
/// The keys are those of {@link SignalMaps}; the reference's are empty when it is gold. `weight` is
/// how many answers the reference stands for, times the share of it that the signal counts.
public record SignalPair(String decisionId, Side signal, Side reference, double weight) {

  private static final double HEAVIEST = 50;

  /// One of the two: which signal, and its value in [0, 1] as it was given.
  public record Side(String key, String pooledKey, double value) {

    static Side of(Feedback signal, RewardRule rule, String arm, double value) {
      String group = rule.rules().group(signal.source(), arm);
      return new Side(SignalMaps.key(signal, group), SignalMaps.pooledKey(signal), value);
    }

    boolean isGold() {
      return key.isEmpty();
    }
  }

  /// The pairs that an answer gives: every signal but the most trusted kind, beside that kind's
  /// mean, with the share of its weight that the signal counts. Users' signals are no reference.
  public static List<SignalPair> of(
      DecisionFile file, RewardRule rule, ToDoubleFunction<Feedback> share) {
    List<Feedback> best = rule.decisive(file.feedback());
    if (best.isEmpty() || best.getFirst().source() == Feedback.Source.USER) {
      return List.of();
    }
    String arm = file.servedBy();
    Feedback first = best.getFirst();
    double mean = Math.min(1, best.stream().mapToDouble(Feedback::value).average().orElse(0));
    Side reference = rule.isGold(first) ? new Side("", "", mean) : Side.of(first, rule, arm, mean);
    double weight =
        SamplingWeight.of(rule, file.feedback()).stream()
            .map(given -> Math.min(HEAVIEST, given))
            .findFirst()
            .orElse(1);
    List<SignalPair> pairs = new ArrayList<>();
    for (Feedback signal : file.feedback()) {
      double counted = share.applyAsDouble(signal);
      if (rule.isMoreTrusted(first, signal) && counted > 0) {
        Side side = Side.of(signal, rule, arm, signal.value());
        pairs.add(new SignalPair(file.decision().id(), side, reference, weight * counted));
      }
    }
    return pairs;
  }
}
