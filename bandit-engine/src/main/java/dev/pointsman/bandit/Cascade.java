package dev.pointsman.bandit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How an arm asks cheap models first, verifies, and accepts their answer or escalates.
///
/// `asked` are called every time: two models whose answers are compared (`AGREEMENT`), one whose
/// answer is checked by a program (`CHECK`), or a model and then the judge that reads its answer
/// (`JUDGE`). `last` is called only when the verifier does not accept, and its answer is served.
/// Legs are single models. Immutable.
public record Cascade(Verifier verifier, List<Arm> asked, Arm last) {

  /// What decides whether the first answer is good enough.
  public enum Verifier {
    AGREEMENT(2),
    CHECK(1),
    JUDGE(2);

    private final int asks;

    Verifier(int asks) {
      this.asks = asks;
    }
  }

  public Cascade {
    asked = List.copyOf(asked);
    if (asked.size() != verifier.asks) {
      throw new IllegalArgumentException(
          verifier + " asks " + verifier.asks + " arms first, were " + asked.size());
    }
    if (last.cascade().isPresent() || asked.stream().anyMatch(arm -> arm.cascade().isPresent())) {
      throw new IllegalArgumentException("a leg of a cascade must be a single model");
    }
  }

  /// Names what is asked and how it is verified: the same for all cascades that begin alike, so
  /// that they learn from each other.
  public String opening() {
    String legs = asked.stream().map(Arm::id).collect(Collectors.joining(" & "));
    return verifier.name().toLowerCase(Locale.ROOT) + " " + legs;
  }
}
