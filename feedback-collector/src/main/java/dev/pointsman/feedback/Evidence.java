package dev.pointsman.feedback;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.Feedback.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// What a reward rests on: the source that decided it; what a judge said of the answer, as the
/// route maps it; what gold said, where gold is not that judge, or else a reviewer, who is as good;
/// and all voices that counted then, so that the reward can be made again without one of them.
public record Evidence(
    Source decisive, Optional<Sampled> judged, Optional<Sampled> gold, List<Voice> voices) {

  /// A source's code is its place.
  private static final List<Source> CODES = List.of(Source.values());

  private static final int SOURCES = 4;
  private static final int IS_JUDGED = 4;
  private static final int IS_GOLD = 8;
  private static final int HAS_VOICES = 16;
  private static final int MOST_VOICES = 1_000;

  public Evidence {
    voices = List.copyOf(voices);
  }

  public Evidence(Source decisive, Optional<Sampled> judged, Optional<Sampled> gold) {
    this(decisive, judged, gold, List.of());
  }

  /// A value in [0, 1] that was asked for with a probability in (0, 1].
  public record Sampled(double value, double probability) {}

  /// Of an arm's answer; empty when nobody said anything.
  static Optional<Evidence> of(
      List<Feedback> signals, RewardRule rule, String arm, ToDoubleFunction<Feedback> share) {
    List<Feedback> decisive = rule.decisive(signals);
    if (decisive.isEmpty()) {
      return Optional.empty();
    }
    List<Feedback> judged = signals.stream().filter(s -> s.source() == Source.JUDGE).toList();
    List<Feedback> asked =
        signals.stream().filter(s -> rule.isGold(s) && s.source() != Source.JUDGE).toList();
    List<Feedback> gold =
        asked.isEmpty()
            ? signals.stream().filter(s -> s.source() == Source.REVIEW).toList()
            : asked;
    return Optional.of(
        new Evidence(
            decisive.getFirst().source(),
            sampled(judged, rule, arm),
            sampled(gold, rule, arm),
            rule.voices(signals, arm, share)));
  }

  /// With which probability the source that decided was asked; empty where it volunteered.
  public OptionalDouble asked() {
    return switch (decisive) {
      case USER -> OptionalDouble.empty();
      case JUDGE -> OptionalDouble.of(judged.map(Sampled::probability).orElse(1.0));
      case CHECK, REVIEW -> OptionalDouble.of(gold.map(Sampled::probability).orElse(1.0));
    };
  }

  /// The reward of the other voices; empty when none is left.
  public Optional<Reward> rewardWithout(Set<Long> principals) {
    return RewardRule.reward(
        voices.stream().filter(voice -> !principals.contains(voice.principal())).toList());
  }

  /// Whether one of these had a say.
  public boolean isOf(Set<Long> principals) {
    return voices.stream().anyMatch(voice -> principals.contains(voice.principal()));
  }

  /// The same with only those voices that decided.
  Evidence decided() {
    int most = voices.stream().mapToInt(Voice::trust).min().orElse(0);
    return new Evidence(
        decisive, judged, gold, voices.stream().filter(voice -> voice.trust() == most).toList());
  }

  void write(ByteWriter out) {
    int presence = (judged.isPresent() ? IS_JUDGED : 0) | (gold.isPresent() ? IS_GOLD : 0);
    out.one(CODES.indexOf(decisive) | presence | (voices.isEmpty() ? 0 : HAS_VOICES));
    judged.ifPresent(j -> out.number(j.value()).number(j.probability()));
    gold.ifPresent(g -> out.number(g.value()).number(g.probability()));
    if (!voices.isEmpty()) {
      out.count(voices.size());
      voices.forEach(voice -> voice.write(out));
    }
  }

  static Evidence read(ByteReader in) {
    int head = in.one();
    return new Evidence(
        CODES.get(head & (SOURCES - 1)),
        (head & IS_JUDGED) != 0 ? Optional.of(sampled(in)) : Optional.empty(),
        (head & IS_GOLD) != 0 ? Optional.of(sampled(in)) : Optional.empty(),
        (head & HAS_VOICES) != 0 ? voices(in) : List.of());
  }

  private static List<Voice> voices(ByteReader in) {
    int count = in.count(MOST_VOICES);
    List<Voice> voices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      voices.add(Voice.read(in));
    }
    return voices;
  }

  private static Sampled sampled(ByteReader in) {
    return new Sampled(in.number(), in.number());
  }

  private static Optional<Sampled> sampled(List<Feedback> signals, RewardRule rule, String arm) {
    if (signals.isEmpty()) {
      return Optional.empty();
    }
    double sum = 0;
    double least = 1;
    for (Feedback signal : signals) {
      sum += rule.calibrated(signal, arm);
      least = Math.min(least, SamplingWeight.probability(signal));
    }
    return Optional.of(new Sampled(Math.min(1, sum / signals.size()), least));
  }
}
