package dev.pointsman.feedback;

import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.trust.Audit;
import java.util.ArrayList;
import java.util.List;

/// Whose votes are counted, and what audits say of them. Pure.
///
/// Only users with a name have a standing: their principal is `user:` and a keyed hash of the name.
/// Votes of all others weigh what their source weighs.
public final class Voices {

  public static final String USER = "user:";

  private Voices() {}

  /// Whether this signal is a vote of a user whose votes are counted.
  public static boolean isCounted(Feedback signal) {
    return signal.source() == Source.USER
        && !SignalRules.IMPLICIT.contains(signal.metric())
        && signal.principal().startsWith(USER);
  }

  /// The counted votes on an answer that has better evidence.
  public static List<Audit> audits(DecisionFile file, RewardRule rule) {
    List<Feedback> best = rule.decisive(file.feedback());
    if (best.isEmpty() || best.getFirst().source() == Source.USER) {
      return List.of();
    }
    String arm = file.servedBy();
    double quality = best.stream().mapToDouble(s -> rule.calibrated(s, arm)).average().orElse(0);
    List<Audit> audits = new ArrayList<>();
    for (Feedback signal : file.feedback()) {
      if (isCounted(signal)) {
        boolean agrees = signal.value() >= 0.5 == quality >= 0.5;
        audits.add(new Audit(signal.principal(), signal.metric(), agrees));
      }
    }
    return audits;
  }
}
