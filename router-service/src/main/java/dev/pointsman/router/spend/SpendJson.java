package dev.pointsman.router.spend;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.spend.Tally;
import dev.pointsman.feedback.spend.Tally.Part;
import dev.pointsman.router.live.Interval;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.spend.SpendReport.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Spend as JSON: design.md section 5, and more fields beside.
public final class SpendJson {

  /// What a route saved.
  public record RouteSaving(String route, Saving saving) {}

  private SpendJson() {}

  public static ObjectNode of(SpendReport report, SpendWindow window, GroupBy by) {
    ObjectNode json = Json.object().put("window", window.label()).put("group_by", by.label());
    ArrayNode rows = json.putArray("rows");
    report.rows().forEach(row -> row(rows.addObject().put("key", row.key()), row));
    row(json.putObject("total"), new Row("", report.total()));
    if (report.rest().whole(Part.REQUESTS) > 0) {
      json.putObject("overflow")
          .put("key", "other")
          .put("requests", report.rest().whole(Part.REQUESTS))
          .put("cost_usd", usd(report.rest().whole(Part.MICRO_USD)));
    }
    report
        .concentration()
        .ifPresent(
            c ->
                json.putObject("concentration")
                    .put("users", c.users())
                    .put("top_users", c.topUsers())
                    .put("cost_share", c.share()));
    ArrayNode lengths = json.putArray("prompt_length");
    for (Row time : report.lengths()) {
      ObjectNode point = lengths.addObject();
      point.put("ts", Instant.ofEpochMilli(Long.parseLong(time.key())).toString());
      point.put("requests", time.tally().whole(Part.REQUESTS));
      number(point, "mean_input_tokens", time.meanInputTokens());
    }
    return json;
  }

  public static void savings(ObjectNode json, List<RouteSaving> savings) {
    ArrayNode all = json.putArray("savings");
    for (RouteSaving one : savings) {
      Saving saving = one.saving();
      ObjectNode node = all.addObject();
      node.put("route", one.route());
      node.put("method", saving.method());
      node.put("baseline", saving.baseline());
      node.put("requests", saving.requests());
      interval(node.putObject("saved_usd_per_request"), saving.usd());
      node.put("saved_usd", saving.usd().mean() * saving.requests());
      interval(node, "quality_difference", saving.quality());
    }
  }

  /// Micro-USD as a JSON number in USD, exact.
  public static BigDecimal usd(long microUsd) {
    return BigDecimal.valueOf(microUsd, 6);
  }

  private static void row(ObjectNode node, Row row) {
    Tally tally = row.tally();
    node.put("requests", tally.whole(Part.REQUESTS));
    node.put("answers", tally.whole(Part.ANSWERS));
    node.put("input_tokens", tally.whole(Part.INPUT_TOKENS));
    node.put("cached_tokens", tally.whole(Part.CACHED_TOKENS));
    node.put("output_tokens", tally.whole(Part.OUTPUT_TOKENS));
    node.put("cost_usd", usd(tally.whole(Part.MICRO_USD)));
    node.put("rated_answers", tally.whole(Part.RATED));
    node.put("good_answers", tally.whole(Part.GOOD));
    number(node, "cost_per_answer_usd", row.perAnswer());
    number(node, "cost_per_good_answer_usd", row.perGoodAnswer());
    node.put("cache_hits", tally.whole(Part.CACHE_HITS));
    node.put("cache_saved_usd", usd(tally.whole(Part.CACHE_SAVED_MICRO_USD)));
    node.put("degraded", tally.whole(Part.DEGRADED));
    node.put("denied", tally.whole(Part.DENIED));
    if (tally.whole(Part.OBSERVED) > 0) {
      node.putObject("observed")
          .put("requests", tally.whole(Part.OBSERVED))
          .put("would_save_usd", usd(tally.whole(Part.WOULD_SAVE_MICRO_USD)))
          .put("at_risk", tally.whole(Part.AT_RISK));
    }
  }

  /// Null where there is none.
  public static void interval(ObjectNode node, String name, Optional<Interval> interval) {
    if (interval.isPresent()) {
      interval(node.putObject(name), interval.get());
    } else {
      node.putNull(name);
    }
  }

  private static void interval(ObjectNode node, Interval interval) {
    node.put("mean", interval.mean()).put("lo", interval.lo()).put("hi", interval.hi());
  }

  private static void number(ObjectNode node, String name, OptionalDouble value) {
    node.put(name, value.isPresent() ? value.getAsDouble() : null);
  }
}
