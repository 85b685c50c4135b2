package dev.pointsman.router.live;

import dev.pointsman.feedback.Evidence;
import dev.pointsman.feedback.Evidence.Sampled;
import java.util.Optional;

/// What those who were asked said of one answer: a judge, as it is mapped, and gold; each with how
/// many answers it stands for, 0 where it was not asked.
record Asked(double judged, double judgeWeight, double gold, double goldWeight) {

  static final Asked NOBODY = new Asked(0, 0, 0, 0);

  static Asked of(Optional<Evidence> evidence) {
    return evidence.map(e -> of(e.judged(), e.gold())).orElse(NOBODY);
  }

  private static Asked of(Optional<Sampled> judged, Optional<Sampled> gold) {
    return new Asked(value(judged), weight(judged), value(gold), weight(gold));
  }

  private static double value(Optional<Sampled> said) {
    return said.map(Sampled::value).orElse(0.0);
  }

  private static double weight(Optional<Sampled> said) {
    return said.map(one -> 1 / one.probability()).orElse(0.0);
  }
}
