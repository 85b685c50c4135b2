package dev.pointsman.feedback;

import dev.pointsman.feedback.Feedback.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// From the signals on one answer to its reward, version 2. Pure, any thread.
///
/// The most trusted kind that spoke decides: gold, then a check, a review, a judge, a user, and
/// last what users did without meaning to rate. Its signals, each mapped to gold, are averaged.
/// Gold, checks and reviews count fully, a judge 0.7, a user 0.5, implicit signals 0.25. A vote
/// counts a share of its weight by the standing of its voice. Signals only join, so the weight
/// never falls. No signal is no reward, never a zero.
public record RewardRule(SignalRules rules, SignalMaps maps) {

  public static final int VERSION = 2;

  /// Where nothing is declared and nothing known.
  public static final RewardRule PLAIN = new RewardRule(SignalRules.PLAIN, SignalMaps.NONE);

  /// How far a signal is trusted, most first.
  private enum Trust {
    GOLD(1),
    CHECK(1),
    REVIEW(1),
    JUDGE(0.7),
    USER(0.5),
    IMPLICIT(0.25);

    private final double weight;

    Trust(double weight) {
      this.weight = weight;
    }
  }

  /// The reward of an answer by this arm.
  public Optional<Reward> reward(List<Feedback> signals, String arm) {
    return reward(signals, arm, signal -> 1);
  }

  /// The same where a signal counts a share, 0 to 1, of its weight; one that counts nothing was not
  /// given.
  public Optional<Reward> reward(
      List<Feedback> signals, String arm, ToDoubleFunction<Feedback> share) {
    List<Feedback> decisive =
        decisive(signals.stream().filter(s -> share.applyAsDouble(s) > 0).toList());
    if (decisive.isEmpty()) {
      return Optional.empty();
    }
    double sum = 0;
    double shares = 0;
    double most = 0;
    for (Feedback signal : decisive) {
      double counted = share.applyAsDouble(signal);
      sum += counted * calibrated(signal, arm);
      shares += counted;
      most = Math.max(most, counted);
    }
    double weight = most * trust(decisive.getFirst()).weight;
    return Optional.of(new Reward(Math.min(1, sum / shares), weight, VERSION));
  }

  /// The signals a reward rests on.
  public List<Feedback> decisive(List<Feedback> signals) {
    List<Feedback> decisive = new ArrayList<>();
    for (Feedback signal : signals) {
      if (!decisive.isEmpty() && isMoreTrusted(signal, decisive.getFirst())) {
        decisive.clear();
      }
      if (decisive.isEmpty() || trust(signal) == trust(decisive.getFirst())) {
        decisive.add(signal);
      }
    }
    return decisive;
  }

  /// What a signal on this arm's answer says of its quality.
  public double calibrated(Feedback signal, String arm) {
    return isGold(signal)
        ? signal.value()
        : maps.calibrated(signal, rules.group(signal.source(), arm));
  }

  public boolean isGold(Feedback signal) {
    return signal.source() == rules.gold();
  }

  boolean isMoreTrusted(Feedback signal, Feedback other) {
    return trust(signal).compareTo(trust(other)) < 0;
  }

  private Trust trust(Feedback signal) {
    if (isGold(signal)) {
      return Trust.GOLD;
    }
    return switch (signal.source()) {
      case CHECK -> Trust.CHECK;
      case REVIEW -> Trust.REVIEW;
      case JUDGE -> Trust.JUDGE;
      case USER -> SignalRules.IMPLICIT.contains(signal.metric()) ? Trust.IMPLICIT : Trust.USER;
    };
  }

  /// The weight of a grade that only a judge gave.
  public double judgeWeight() {
    return rules.gold() == Source.JUDGE ? Trust.GOLD.weight : Trust.JUDGE.weight;
  }
}
