package dev.pointsman.feedback;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.Fields;
import dev.pointsman.feedback.RewardEntry.Facts;
import java.util.Map;
import java.util.Optional;

/// The one codec of a `rewards` entry: version 1 of the record as flat texts.
///
/// Both kinds have the same fields, so that a Redis stream stores their names once per block:
/// `numbers` holds input tokens, output tokens, latency of an `outcome`; reward, weight, replaced
/// reward, replaced weight of a `reward`; of a `verified`, 1 if accepted, else 0. A `reward` for
/// one part of a cascade is named after the part. An `arms` entry, which is rare, holds its time
/// and the arms alone.
public final class RewardFields {

  private static final int VERSION = 1;
  private static final String HOLDOUT = "holdout";
  private static final String OUTCOME = "outcome";
  private static final String REWARD = "reward";
  private static final String VERIFIED = "verified";
  private static final String ARMS = "arms";

  private RewardFields() {}

  /// `entry.id()` is not written: the stream gives it.
  public static Map<String, String> of(RewardEntry entry, String featureSchema) {
    return switch (entry.lesson()) {
      case Lesson.Usage usage ->
          fields(
              entry,
              OUTCOME,
              featureSchema,
              new Taught(
                  usage.context(),
                  usage.arm(),
                  Fields.reals(usage.inputTokens(), usage.outputTokens(), usage.latencyMs())));
      case Lesson.Graded graded ->
          fields(
              entry,
              kind(graded.part()),
              featureSchema,
              new Taught(
                  graded.context(),
                  graded.arm(),
                  Fields.reals(
                      graded.reward(),
                      graded.weight(),
                      graded.replacedReward(),
                      graded.replacedWeight())));
      case Lesson.Verified verified ->
          fields(
              entry,
              VERIFIED,
              featureSchema,
              new Taught(
                  verified.context(), verified.arm(), Fields.reals(verified.accepted() ? 1 : 0)));
      case Lesson.At at ->
          throw new IllegalArgumentException("the time stands in the decision's id: " + at);
      case Lesson.Arms told -> {
        Map<String, String> fields = Fields.write(VERSION);
        fields.put("kind", ARMS);
        fields.put("ts", Long.toString(entry.tsMillis()));
        fields.put(ARMS, ArmFields.of(told.arms()));
        yield fields;
      }
    };
  }

  /// Reads an entry; an `IllegalArgumentException` names what is wrong with it.
  public static RewardEntry parse(String id, Map<String, String> texts) {
    Fields fields = Fields.read("reward entry", VERSION, texts);
    if (fields.text("kind").equals(ARMS)) {
      Lesson.Arms told = new Lesson.Arms(ArmFields.parse(fields.text(ARMS)));
      return RewardEntry.arms(id, fields.integer("ts"), told);
    }
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

  /// The schema under which an entry's features were made; empty for one without features.
  public static Optional<String> featureSchema(Map<String, String> texts) {
    Fields fields = Fields.read("reward entry", VERSION, texts);
    return fields.text("kind").equals(ARMS)
        ? Optional.empty()
        : Optional.of(fields.text("feature_schema"));
  }

  private record Taught(Context context, String arm, String numbers) {}

  private static Map<String, String> fields(
      RewardEntry entry, String kind, String featureSchema, Taught taught) {
    Map<String, String> fields = Fields.write(VERSION);
    fields.put("kind", kind);
    fields.put("id", entry.decisionId());
    fields.put("ts", Long.toString(entry.tsMillis()));
    fields.put("feature_schema", featureSchema);
    fields.put("features", Fields.features(taught.context()));
    fields.put("input_tokens", Integer.toString(taught.context().inputTokens()));
    fields.put("taught", taught.arm());
    fields.put("numbers", taught.numbers());
    Facts facts = entry.facts();
    fields.put("arm", facts.arm());
    fields.put("p", Double.toString(facts.propensity()));
    fields.put("eligible", Integer.toString(facts.eligible()));
    fields.put("routable", Fields.flag(facts.routable()));
    fields.put("lambda", Double.toString(facts.lambda()));
    fields.put("cost_micro_usd", Long.toString(facts.costMicroUsd()));
    if (facts.holdout()) {
      fields.put(HOLDOUT, Fields.flag(true));
    }
    return fields;
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
