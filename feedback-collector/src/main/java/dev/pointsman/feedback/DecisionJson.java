package dev.pointsman.feedback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.feedback.Feedback.Source;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The decision record as nested JSON (design.md section 8).
public final class DecisionJson {

  private DecisionJson() {}

  /// `withFeatures` only for those who may see what a prompt was about.
  public static ObjectNode of(DecisionFile file, boolean withFeatures) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    decision(json, file.decision(), withFeatures);
    file.outcome()
        .ifPresentOrElse(o -> outcome(json.putObject("outcome"), o), () -> json.putNull("outcome"));
    ArrayNode feedback = json.putArray("feedback");
    ArrayNode grades = json.putArray("grades");
    for (Feedback signal : file.feedback()) {
      boolean isGrade = List.of(Source.JUDGE, Source.REVIEW).contains(signal.source());
      signal((isGrade ? grades : feedback).addObject(), signal);
    }
    file.reward()
        .ifPresentOrElse(
            reward ->
                json.putObject("reward")
                    .put("value", reward.value())
                    .put("weight", reward.weight())
                    .put("version", reward.version()),
            () -> json.putNull("reward"));
    return json;
  }

  /// What was expected of each eligible arm; a latency nobody knows is null.
  public static ObjectNode predicted(LoggedDecision decision) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    decision
        .eligible()
        .forEach(
            candidate -> {
              ObjectNode one = all.putObject(candidate.arm());
              one.put("quality", candidate.predicted().quality());
              one.put("cost_usd", candidate.predicted().costUsd());
              double latency = candidate.predicted().latencyMs();
              one.put("latency_ms", Double.isFinite(latency) ? latency : null);
            });
    return all;
  }

  private static void decision(ObjectNode json, LoggedDecision decision, boolean withFeatures) {
    json.put("v", 1);
    json.put("decision_id", decision.id());
    json.put("ts", Instant.ofEpochMilli(decision.tsMillis()).toString());
    json.put("route", decision.route());
    json.put("session", decision.session());
    json.put("policy_version", decision.policyVersion());
    json.put("feature_schema", decision.featureSchema());
    json.put("input_tokens", decision.context().inputTokens());
    if (withFeatures) {
      ArrayNode features = json.putArray("features");
      for (int i = 0; i < decision.context().dimension(); i++) {
        features.add(decision.context().feature(i));
      }
    }
    ArrayNode eligible = json.putArray("eligible");
    ObjectNode probabilities = json.putObject("probabilities");
    decision
        .eligible()
        .forEach(
            candidate -> {
              eligible.add(candidate.arm());
              probabilities.put(candidate.arm(), candidate.probability());
            });
    json.put("arm", decision.arm());
    json.put("propensity", decision.propensity());
    json.put("routable", decision.routable());
    json.put("seed", decision.seed());
    json.put("lambda", decision.lambda());
    json.put("value", decision.value());
    json.set("predicted", predicted(decision));
    ObjectNode contract = json.putObject("contract");
    decision.contract().forEach(contract::put);
    json.put("explored", decision.explored());
    decision.reasons().forEach(json.putArray("reasons")::add);
  }

  private static void outcome(ObjectNode json, LoggedOutcome outcome) {
    json.put("ts", Instant.ofEpochMilli(outcome.tsMillis()).toString());
    json.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    json.put("served_by", outcome.servedBy());
    json.put("upstream_model", outcome.upstreamModel());
    Tokens tokens = outcome.tokens();
    json.putObject("tokens")
        .put("input", tokens.input())
        .put("cached", tokens.cached())
        .put("cache_write", tokens.cacheWrite())
        .put("output", tokens.output())
        .put("reasoning", tokens.reasoning());
    json.put("cost_micro_usd", outcome.costMicroUsd());
    json.put("estimated", outcome.estimated());
    json.put("ttft_ms", outcome.ttftMs() < 0 ? null : outcome.ttftMs());
    json.put("latency_ms", outcome.latencyMs());
    json.putArray("legs");
  }

  private static void signal(ObjectNode json, Feedback signal) {
    json.put("metric", signal.metric());
    json.put("value", signal.value());
    json.put("source", signal.source().name().toLowerCase(Locale.ROOT));
    json.put("principal", signal.principal());
    if (!signal.comment().isEmpty()) {
      json.put("comment", signal.comment());
    }
    ObjectNode tags = json.putObject("tags");
    signal.tags().forEach(tags::put);
    json.put("ts", Instant.ofEpochMilli(signal.tsMillis()).toString());
  }
}
