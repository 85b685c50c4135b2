package dev.pointsman.bandit.log;

import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import java.util.List;
import java.util.Map;

/// The one codec of an outcome: version 1 of the record as flat texts.
public final class OutcomeFields {

  private static final int VERSION = 1;
  private static final List<String> NAMES =
      List.of(
          "v",
          "id",
          "ts",
          "status",
          "served_by",
          "upstream_model",
          "input",
          "cached",
          "cache_write",
          "output",
          "reasoning",
          "cost_micro_usd",
          "estimated",
          "ttft_ms",
          "latency_ms");

  private OutcomeFields() {}

  public static Map<String, String> of(LoggedOutcome outcome) {
    Map<String, String> fields = Fields.write(VERSION);
    fields.put("id", outcome.decisionId());
    fields.put("ts", Long.toString(outcome.tsMillis()));
    fields.put("status", outcome.status().name());
    fields.put("served_by", outcome.servedBy());
    fields.put("upstream_model", outcome.upstreamModel());
    fields.put("input", Integer.toString(outcome.tokens().input()));
    fields.put("cached", Integer.toString(outcome.tokens().cached()));
    fields.put("cache_write", Integer.toString(outcome.tokens().cacheWrite()));
    fields.put("output", Integer.toString(outcome.tokens().output()));
    fields.put("reasoning", Integer.toString(outcome.tokens().reasoning()));
    fields.put("cost_micro_usd", Long.toString(outcome.costMicroUsd()));
    fields.put("estimated", Fields.flag(outcome.estimated()));
    fields.put("ttft_ms", Long.toString(outcome.ttftMs()));
    fields.put("latency_ms", Long.toString(outcome.latencyMs()));
    return fields;
  }

  /// The record as one text.
  public static String packed(LoggedOutcome outcome) {
    return Fields.packed(of(outcome));
  }

  /// Reads what `packed` wrote.
  public static LoggedOutcome unpacked(String packed) {
    return parse(Fields.named("outcome", NAMES, packed));
  }

  /// Reads an outcome; an `IllegalArgumentException` names what is wrong with it.
  public static LoggedOutcome parse(Map<String, String> texts) {
    Fields fields = Fields.read("outcome", VERSION, texts);
    return new LoggedOutcome(
        fields.text("id"),
        fields.integer("ts"),
        fields.name("status", Status.class),
        fields.text("served_by"),
        fields.text("upstream_model"),
        new Tokens(
            fields.int32("input"),
            fields.int32("cached"),
            fields.int32("cache_write"),
            fields.int32("output"),
            fields.int32("reasoning")),
        fields.integer("cost_micro_usd"),
        fields.flag("estimated"),
        fields.integer("ttft_ms"),
        fields.integer("latency_ms"));
  }
}
