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

  /// A kind's code is its place.
  private static final List<Trust> TRUST = List.of(Trust.values());

  /// The reward of an answer by this arm.
  public Optional<Reward> reward(List<Feedback> signals, String arm) {
    return reward(signals, arm, signal -> 1);
  }

  /// The same where a signal counts a share, 0 to 1, of its weight; one that counts nothing was not
  /// given.
  public Optional<Reward> reward(
      List<Feedback> signals, String arm, ToDoubleFunction<Feedback> share) {
    return reward(voices(signals, arm, share));
  }

  /// What the signals that count something say, in an order of their own.
  List<Voice> voices(List<Feedback> signals, String arm, ToDoubleFunction<Feedback> share) {
    return signals.stream()
        .filter(signal -> share.applyAsDouble(signal) > 0)
        .map(
            signal ->
                new Voice(
                    Voice.hash(signal.principal()),
                    TRUST.indexOf(trust(signal)),
                    calibrated(signal, arm),
                    share.applyAsDouble(signal)))
        .sorted(Voice.ORDER)
        .toList();
  }

  /// The reward of what was said, by the rule of that time; empty when nothing was.
  static Optional<Reward> reward(List<Voice> voices) {
    int trust = voices.stream().mapToInt(Voice::trust).min().orElse(-1);
    if (trust < 0 || trust >= TRUST.size()) {
      return Optional.empty();
    }
    double sum = 0;
    double shares = 0;
    double most = 0;
    for (Voice voice : voices) {
      if (voice.trust() == trust) {
        sum += voice.share() * voice.value();
        shares += voice.share();
        most = Math.max(most, voice.share());
      }
    }
    double weight = most * TRUST.get(trust).weight;
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
