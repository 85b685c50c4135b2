package dev.pointsman.feedback;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.Fields;
import dev.pointsman.feedback.RewardEntry.Facts;
import java.util.Map;
import java.util.Optional;

/// Reads a `rewards` entry as builds before {@link RewardCodec} wrote it: version 1, flat texts.
///
/// `numbers` holds input tokens, output tokens, latency of an `outcome`; reward, weight, replaced
/// reward, replaced weight of a `reward`; of a `verified`, 1 if accepted, else 0. A `reward` for
/// one part of a cascade is named after the part.
public final class RewardFields {

  private static final int VERSION = 1;
  private static final String HOLDOUT = "holdout";
  private static final String OUTCOME = "outcome";
  private static final String REWARD = "reward";
  private static final String VERIFIED = "verified";

  private RewardFields() {}

  /// Reads an entry; an `IllegalArgumentException` names what is wrong with it, which may be that
  /// its features were made under another schema than the one given.
  public static RewardEntry parse(
      String id, Map<String, String> texts, Optional<String> featureSchema) {
    Fields fields = Fields.read("reward entry", VERSION, texts);
    RewardCodec.requireSchema(fields.text("feature_schema"), featureSchema);
    Facts facts =
        new Facts(
            fields.text("arm"),
            fields.real("p"),
            fields.int32("eligible"),
            fields.flag("routable"),
            fields.real("lambda"),
            fields.integer("cost_micro_usd"),
            texts.containsKey(HOLDOUT));
    return new RewardEntry(id, fields.text("id"), fields.integer("ts"), lesson(fields), facts);
  }

  /// The entry, or what is wrong with it.
  public static RewardEntry read(
      String id, Map<String, String> texts, Optional<String> featureSchema) {
    try {
      return parse(id, texts, featureSchema);
    } catch (IllegalArgumentException e) {
      return RewardEntry.unreadable(id, String.valueOf(e.getMessage()));
    }
  }

  private static Lesson lesson(Fields fields) {
    Context context = fields.context("features", "input_tokens");
    String arm = fields.text("taught");
    double[] n = fields.reals("numbers");
    String kind = fields.text("kind");
    if (kind.equals(OUTCOME) && n.length == 3) {
      return new Lesson.Usage(context, arm, n[0], n[1], n[2]);
    }
    if (kind.equals(VERIFIED) && n.length == 1) {
      return new Lesson.Verified(context, arm, n[0] == 1);
    }
    for (Lesson.Part part : Lesson.Part.values()) {
      if (kind.equals(kind(part)) && n.length == 4) {
        return new Lesson.Graded(context, arm, part, n[0], n[1], n[2], n[3]);
      }
    }
    throw new IllegalArgumentException(
        "a reward entry of " + n.length + " numbers is neither outcome, verified nor reward");
  }

  private static String kind(Lesson.Part part) {
    return switch (part) {
      case WHOLE -> REWARD;
      case ACCEPTED -> "reward accepted";
      case ESCALATED -> "reward escalated";
    };
  }
}
