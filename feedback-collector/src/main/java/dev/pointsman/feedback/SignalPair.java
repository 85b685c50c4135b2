package dev.pointsman.feedback;

import java.util.ArrayList;
import java.util.List;

/// A signal on an answer beside the most trusted other one: what maps are fitted from.
///
/// The keys are those of {@link SignalMaps}; the reference's are empty when it is gold. `weight` is
/// how many answers the reference stands for.
public record SignalPair(String decisionId, Side signal, Side reference, double weight) {

  private static final double HEAVIEST = 50;

  /// One of the two: which signal, and its value in [0, 1] as it was given.
  public record Side(String key, String pooledKey, double value) {

    static Side of(Feedback signal, String family) {
      return new Side(SignalMaps.key(signal, family), SignalMaps.pooledKey(signal), signal.value());
    }

    boolean isGold() {
      return key.isEmpty();
    }
  }

  /// The pairs that an answer gives: every signal but the most trusted kind, beside that kind's
  /// mean. Users' signals are no reference.
  public static List<SignalPair> of(DecisionFile file, RewardRule rule) {
    List<Feedback> best = rule.decisive(file.feedback());
    if (best.isEmpty() || best.getFirst().source() == Feedback.Source.USER) {
      return List.of();
    }
    String family = rule.rules().family(file.servedBy());
    Feedback first = best.getFirst();
    double mean = Math.min(1, best.stream().mapToDouble(Feedback::value).average().orElse(0));
    Side reference =
        rule.isGold(first)
            ? new Side("", "", mean)
            : new Side(SignalMaps.key(first, family), SignalMaps.pooledKey(first), mean);
    double weight =
        SamplingWeight.of(rule, file.feedback()).stream()
            .map(given -> Math.min(HEAVIEST, given))
            .findFirst()
            .orElse(1);
    List<SignalPair> pairs = new ArrayList<>();
    for (Feedback signal : file.feedback()) {
      if (rule.isMoreTrusted(first, signal)) {
        pairs.add(new SignalPair(file.decision().id(), Side.of(signal, family), reference, weight));
      }
    }
    return pairs;
  }
}
