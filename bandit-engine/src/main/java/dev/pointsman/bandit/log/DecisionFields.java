package dev.pointsman.bandit.log;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one codec of a decision: version 1 of the record as flat texts.
///
/// Of each eligible arm in turn, `p` holds the probability and `predicted` quality, deviation, cost
/// and latency. The last three fields are there while two feature schemas are kept side by side.
/// What is read equals what was written, bit for bit.
public final class DecisionFields {

  private static final int VERSION = 1;
  private static final List<String> NAMES =
      List.of(
          "v",
          "id",
          "ts",
          "route",
          "session",
          "policy_version",
          "feature_schema",
          "features",
          "input_tokens",
          "eligible",
          "p",
          "predicted",
          "chosen",
          "routable",
          "explored",
          "seed",
          "lambda",
          "value",
          "contract",
          "reasons");
  private static final List<String> OTHER =
      List.of("other_schema", "other_features", "other_input_tokens");
  private static final int NUMBERS_PER_ARM = 4;

  private DecisionFields() {}

  public static Map<String, String> of(LoggedDecision decision) {
    Map<String, String> fields = Fields.write(VERSION);
    fields.put("id", decision.id());
    fields.put("ts", Long.toString(decision.tsMillis()));
    fields.put("route", decision.route());
    fields.put("session", decision.session());
    fields.put("policy_version", decision.policyVersion());
    fields.put("feature_schema", decision.featureSchema());
    fields.put("features", Fields.features(decision.context()));
    fields.put("input_tokens", Integer.toString(decision.context().inputTokens()));
    fields.put("eligible", Fields.list(decision.eligible().stream().map(Candidate::arm).toList()));
    fields.put("p", probabilities(decision.eligible()));
    fields.put("predicted", predictions(decision.eligible()));
    fields.put("chosen", Integer.toString(decision.chosen()));
    fields.put("routable", Fields.flag(decision.routable()));
    fields.put("explored", Fields.flag(decision.explored()));
    fields.put("seed", Long.toString(decision.seed()));
    fields.put("lambda", Double.toString(decision.lambda()));
    fields.put("value", Double.toString(decision.value()));
    fields.put("contract", Fields.map(decision.contract()));
    fields.put("reasons", Fields.list(decision.reasons()));
    decision
        .other()
        .ifPresent(
            other -> {
              fields.put(OTHER.get(0), other.schema());
              fields.put(OTHER.get(1), Fields.features(other.context()));
              fields.put(OTHER.get(2), Integer.toString(other.context().inputTokens()));
            });
    return fields;
  }

  /// The record as one text.
  public static String packed(LoggedDecision decision) {
    return Fields.packed(of(decision));
  }

  /// Reads what `packed` wrote.
  public static LoggedDecision unpacked(String packed) {
    return parse(Fields.named("decision", NAMES, OTHER, packed));
  }

  /// Reads a decision; an `IllegalArgumentException` names what is wrong with it.
  public static LoggedDecision parse(Map<String, String> texts) {
    Fields fields = Fields.read("decision", VERSION, texts);
    Context context = fields.context("features", "input_tokens");
    return new LoggedDecision(
        fields.text("id"),
        fields.integer("ts"),
        fields.text("route"),
        fields.text("session"),
        fields.text("policy_version"),
        fields.text("feature_schema"),
        context,
        candidates(fields),
        fields.int32("chosen"),
        fields.flag("routable"),
        fields.flag("explored"),
        fields.integer("seed"),
        fields.real("lambda"),
        fields.real("value"),
        fields.map("contract"),
        fields.list("reasons"),
        texts.containsKey(OTHER.getFirst()) ? Optional.of(other(fields)) : Optional.empty());
  }

  private static OtherFeatures other(Fields fields) {
    return new OtherFeatures(fields.text(OTHER.get(0)), fields.context(OTHER.get(1), OTHER.get(2)));
  }

  private static String probabilities(List<Candidate> eligible) {
    return Fields.reals(eligible.stream().mapToDouble(Candidate::probability).toArray());
  }

  private static String predictions(List<Candidate> eligible) {
    double[] numbers = new double[eligible.size() * NUMBERS_PER_ARM];
    int at = 0;
    for (Candidate candidate : eligible) {
      Prediction predicted = candidate.predicted();
      numbers[at++] = predicted.quality();
      numbers[at++] = predicted.deviation();
      numbers[at++] = predicted.costUsd();
      numbers[at++] = predicted.latencyMs();
    }
    return Fields.reals(numbers);
  }

  private static List<Candidate> candidates(Fields fields) {
    List<String> arms = fields.list("eligible");
    double[] p = fields.reals("p");
    double[] n = fields.reals("predicted");
    if (p.length != arms.size() || n.length != arms.size() * NUMBERS_PER_ARM) {
      throw new IllegalArgumentException(
          "a decision on "
              + arms.size()
              + " arms has "
              + p.length
              + " probabilities and "
              + n.length
              + " predicted numbers");
    }
    List<Candidate> candidates = new ArrayList<>(arms.size());
    for (int i = 0; i < arms.size(); i++) {
      int at = i * NUMBERS_PER_ARM;
      Prediction predicted = new Prediction(n[at], n[at + 1], n[at + 2], n[at + 3]);
      candidates.add(new Candidate(arms.get(i), p[i], predicted));
    }
    return candidates;
  }
}
