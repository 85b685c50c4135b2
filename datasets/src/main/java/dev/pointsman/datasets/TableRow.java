package dev.pointsman.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A row to be written: what was asked, what models made of it, and fields such as `reference`,
/// `entry_point` or `test` that are kept as they are.
public record TableRow(OutcomeRow row, Map<String, JsonNode> more) {

  public TableRow {
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /// A question with no outcomes and no other fields yet.
  public static TableRow question(String where, OutcomeRow.Labels labels, String prompt) {
    return new TableRow(new OutcomeRow(where, labels, prompt, Map.of()), Map.of());
  }

  public TableRow with(String field, String value) {
    Map<String, JsonNode> longer = new LinkedHashMap<>(more);
    longer.put(field, JsonNodeFactory.instance.textNode(value));
    return new TableRow(row, longer);
  }

  public TableRow with(String model, Outcome outcome) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>(row.outcomes());
    outcomes.put(model, outcome);
    return new TableRow(new OutcomeRow(row.where(), row.labels(), row.prompt(), outcomes), more);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", row.labels().id());
    json.put("source", row.labels().source());
    json.put("task", row.labels().task());
    json.put("category", row.labels().category());
    json.put("prompt", row.prompt());
    json.setAll(more);
    ObjectNode outcomes = json.putObject("outcomes");
    row.outcomes().forEach((model, outcome) -> outcomes.set(model, json(outcome)));
    return json;
  }

  private static ObjectNode json(Outcome outcome) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("score", outcome.score());
    if (!Double.isNaN(outcome.inputTokens())) {
      json.put("in_tok", (long) outcome.inputTokens());
    }
    if (!Double.isNaN(outcome.outputTokens())) {
      json.put("out_tok", (long) outcome.outputTokens());
    }
    if (outcome.hasCost()) {
      json.put("cost_usd", outcome.costUsd());
    }
    if (!Double.isNaN(outcome.latencySeconds())) {
      json.put("latency_s", outcome.latencySeconds());
    }
    if (outcome.answer() != null) {
      json.put("answer", outcome.answer());
    }
    if (outcome.isEstimate()) {
      json.put("est", 1);
    }
    return json;
  }
}
