package dev.pointsman.feedback;

import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.feedback.Feedback.Source;
import java.util.List;
import java.util.Optional;

/// What a reward rests on: the source that decided it; what a judge said of the answer, as the
/// route maps it; and what gold said, where gold is not that judge, or else a reviewer, who is as
/// good.
public record Evidence(Source decisive, Optional<Sampled> judged, Optional<Sampled> gold) {

  /// A source's code is its place.
  private static final List<Source> CODES = List.of(Source.values());

  private static final int SOURCES = 4;
  private static final int IS_JUDGED = 4;
  private static final int IS_GOLD = 8;

  /// A value in [0, 1] that was asked for with a probability in (0, 1].
  public record Sampled(double value, double probability) {}

  /// Of an arm's answer; empty when nobody said anything.
  static Optional<Evidence> of(List<Feedback> signals, RewardRule rule, String arm) {
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
            decisive.getFirst().source(), sampled(judged, rule, arm), sampled(gold, rule, arm)));
  }

  void write(ByteWriter out) {
    int presence = (judged.isPresent() ? IS_JUDGED : 0) | (gold.isPresent() ? IS_GOLD : 0);
    out.one(CODES.indexOf(decisive) | presence);
    judged.ifPresent(j -> out.number(j.value()).number(j.probability()));
    gold.ifPresent(g -> out.number(g.value()).number(g.probability()));
  }

  static Evidence read(ByteReader in) {
    int head = in.one();
    return new Evidence(
        CODES.get(head & (SOURCES - 1)),
        (head & IS_JUDGED) != 0 ? Optional.of(sampled(in)) : Optional.empty(),
        (head & IS_GOLD) != 0 ? Optional.of(sampled(in)) : Optional.empty());
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
