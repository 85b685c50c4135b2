package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.log.DecisionFields;
import dev.pointsman.bandit.log.Fields;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.OutcomeFields;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.FeedbackFields;
import dev.pointsman.feedback.Joiner.Taught;
import dev.pointsman.feedback.RewardRule;
import dev.pointsman.feedback.trust.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A decision's file as Redis holds it, with how many feedback events and lessons it counts: what a
/// lesson worked out from it is appended on condition of.
record Dossier(
    DecisionFile file,
    String heard,
    String lessons,
    Optional<Taught> taught,
    Map<String, Standing> standings) {

  /// Fields of the index that hold a voice's last word.
  static final String VOICE = "f:";

  /// That hold what was known of the voice when it spoke, and whether its vote was audited.
  static final String STANDING = "s:";

  static final String AUDIT = "a:";

  /// Fields of the index that say which arms taught something off the user's path.
  static final String SHADOW = "s:";

  /// Reads the reply of `file.lua`; empty when the decision is unknown.
  static Optional<Dossier> read(List<?> reply, RewardRule rule) {
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> index = pairs(reply.get(0));
    Map<String, String> outcomeFields = pairs(reply.get(2));
    Optional<LoggedOutcome> outcome =
        outcomeFields.isEmpty()
            ? Optional.empty()
            : Optional.of(OutcomeFields.unpacked(packed(outcomeFields)));
    List<Feedback> signals = signals(index);
    LoggedDecision decision = DecisionFields.unpacked(packed(pairs(reply.get(1))));
    Map<String, Standing> standings = standings(index);
    DecisionFile file =
        DecisionFile.of(decision, outcome, signals, rule, signal -> share(standings, signal));
    return Optional.of(
        new Dossier(
            file,
            index.getOrDefault("heard", "0"),
            index.getOrDefault("taught", "0"),
            taught(index),
            standings));
  }

  /// The share of its weight that a signal counts.
  double share(Feedback signal) {
    return share(standings, signal);
  }

  static List<String> settings(Taught taught) {
    return List.of(
        "arm",
        taught.arm(),
        "reward",
        Double.toString(taught.reward()),
        "weight",
        Double.toString(taught.weight()),
        "evidence",
        taught.evidence());
  }

  private static Optional<Taught> taught(Map<String, String> index) {
    String arm = index.get("arm");
    if (arm == null) {
      return Optional.empty();
    }
    Map<String, String> versioned = Fields.write(1);
    versioned.putAll(index);
    Fields fields = Fields.read("index of a decision", 1, versioned);
    return Optional.of(
        new Taught(
            arm, fields.real("reward"), fields.real("weight"), index.getOrDefault("evidence", "")));
  }

  private static double share(Map<String, Standing> standings, Feedback signal) {
    Standing standing = standings.get(Fields.list(List.of(signal.principal(), signal.metric())));
    return standing == null ? 1 : standing.share();
  }

  private static Map<String, Standing> standings(Map<String, String> index) {
    Map<String, Standing> standings = new HashMap<>();
    index.forEach(
        (field, text) -> {
          if (field.startsWith(STANDING)) {
            Standing.parse(text)
                .ifPresent(s -> standings.put(field.substring(STANDING.length()), s));
          }
        });
    return standings;
  }

  private static List<Feedback> signals(Map<String, String> index) {
    List<Feedback> signals = new ArrayList<>();
    index.forEach(
        (field, value) -> {
          if (field.startsWith(VOICE)) {
            // Digest and time stand before the event, each with a space after it.
            String packed = value.substring(value.indexOf(' ', value.indexOf(' ') + 1) + 1);
            signals.add(FeedbackFields.parse(Fields.unpack("feedback", packed)));
          }
        });
    signals.sort(
        Comparator.comparingLong(Feedback::tsMillis)
            .thenComparing(Feedback::principal)
            .thenComparing(Feedback::metric));
    return signals;
  }

  private static String packed(Map<String, String> entry) {
    return entry.getOrDefault(RouteStore.PACKED, "");
  }

  private static Map<String, String> pairs(Object reply) {
    List<?> flat = (List<?>) reply;
    Map<String, String> pairs = HashMap.newHashMap(flat.size() / 2);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      pairs.put(String.valueOf(flat.get(i)), String.valueOf(flat.get(i + 1)));
    }
    return pairs;
  }
}
