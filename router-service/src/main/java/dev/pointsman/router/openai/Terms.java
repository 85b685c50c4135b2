package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What one request asks of the router beyond an answer: the body field `pointsman`, and headers
/// `x-pointsman-*` where the body is silent.
///
/// `value` scales what quality is worth (1 is the route's own); the others bound which arms are
/// eligible, name who asks, or forbid exploration. `escalate` names a decision whose answer was not
/// good enough; `reference` is an answer known to be right, for a judge; `approval` names
/// somebody's word; `floor` is the least quality that the configuration grants who asks. `asGiven`
/// is what was sent, for the record, without session and reference.
public record Terms(
    double value,
    OptionalDouble maxCostUsd,
    OptionalDouble minQuality,
    OptionalDouble maxLatencyMs,
    Optional<List<String>> allow,
    List<String> deny,
    Optional<String> session,
    boolean explore,
    Optional<String> escalate,
    Optional<String> cache,
    double floor,
    Optional<String> reference,
    Optional<String> approval,
    Map<String, String> asGiven) {

  public static final String HEADER_PREFIX = "x-pointsman-";

  private static final int MAX_NAME = 256;
  private static final int MAX_REFERENCE = 16_384;
  private static final Set<String> UNRECORDED = Set.of("session", "reference");
  private static final Set<String> NUMBERS =
      Set.of("value", "max_cost_usd", "min_quality", "max_latency_ms");
  private static final Set<String> LISTS = Set.of("allow", "deny", "tags");
  private static final Set<String> TEXTS =
      Set.of("session", "user", "project", "cache", "escalate", "reference", "approval");
  private static final Set<String> FLAGS = Set.of("explore");

  private static final Set<String> CACHES = Set.of("off", "exact");

  /// Headers of our answers, which may come back.
  private static final Set<String> OURS =
      Set.of("feedback_token", "decision", "arm", "served_by", "cost_usd", "loop", "budget");

  /// What our answers say under a name that requests have too.
  private static final Set<String> OUR_CACHE = Set.of("hit", "miss");

  /// `headers` are those of the request whose names begin with the prefix, in lower case, without
  /// it.
  public static Terms of(Optional<ObjectNode> body, Map<String, String> headers) {
    ObjectNode merged = Json.object();
    headers.forEach((name, value) -> fromHeader(merged, name, value));
    body.ifPresent(merged::setAll);
    Fields fields = new Fields(merged, "pointsman.");
    merged.fieldNames().forEachRemaining(name -> refuseUnknown(fields, name));
    OptionalDouble cost = fields.number("max_cost_usd");
    cost.ifPresent(usd -> fields.require(usd, usd > 0, "max_cost_usd", "above 0"));
    OptionalDouble latency = fields.number("max_latency_ms");
    latency.ifPresent(ms -> fields.require(ms, ms > 0, "max_latency_ms", "above 0"));
    Optional<String> cache = fields.text("cache");
    cache.ifPresent(c -> fields.require(c, CACHES.contains(c), "cache", "off or exact"));
    fields.text("user", MAX_NAME);
    fields.text("project", MAX_NAME);
    return new Terms(
        fields.number("value", 0.1, 10).orElse(1),
        cost,
        fields.number("min_quality", 0, 1),
        latency,
        fields.list("allow").map(list -> fields.texts("allow")),
        fields.texts("deny"),
        fields.text("session", MAX_NAME),
        fields.flag("explore").orElse(true),
        fields.text("escalate", MAX_NAME),
        cache,
        0,
        fields.text("reference", MAX_REFERENCE),
        fields.text("approval", MAX_NAME),
        asGiven(fields));
  }

  /// The same with what the answer is worth to who asks, and the least quality they are to get.
  public Terms with(double worth, double leastQuality) {
    return new Terms(
        worth,
        maxCostUsd,
        minQuality,
        maxLatencyMs,
        allow,
        deny,
        session,
        explore,
        escalate,
        cache,
        leastQuality,
        reference,
        approval,
        asGiven);
  }

  private static void refuseUnknown(Fields fields, String name) {
    boolean known =
        NUMBERS.contains(name)
            || LISTS.contains(name)
            || TEXTS.contains(name)
            || FLAGS.contains(name);
    if (!known) {
      List<String> all = new ArrayList<>(NUMBERS);
      all.addAll(LISTS);
      all.addAll(TEXTS);
      all.addAll(FLAGS);
      all.sort(String::compareTo);
      throw RequestFailure.badRequest(
          fields.name(name),
          "unknown field " + fields.name(name) + "; known: " + String.join(", ", all));
    }
  }

  private static void fromHeader(ObjectNode merged, String header, String value) {
    String name = header.replace('-', '_');
    if (OURS.contains(name) || (name.equals("cache") && OUR_CACHE.contains(value))) {
      return;
    }
    if (LISTS.contains(name)) {
      var list = merged.putArray(name);
      for (String element : value.split(",", -1)) {
        if (!element.isBlank()) {
          list.add(element.strip());
        }
      }
      return;
    }
    if (FLAGS.contains(name) && (value.equals("true") || value.equals("false"))) {
      merged.put(name, value.equals("true"));
      return;
    }
    if (NUMBERS.contains(name)) {
      try {
        merged.put(name, Double.parseDouble(value));
        return;
      } catch (NumberFormatException e) {
        throw RequestFailure.badRequest(
            HEADER_PREFIX + header, "header " + HEADER_PREFIX + header + " must be a number");
      }
    }
    merged.put(name, value);
  }

  private static Map<String, String> asGiven(Fields fields) {
    Map<String, String> given = new LinkedHashMap<>();
    for (var entry : fields.node().properties()) {
      JsonNode value = entry.getValue();
      if (!value.isNull() && !UNRECORDED.contains(entry.getKey())) {
        String text = value.isValueNode() ? value.asText() : Json.text(value);
        fields.require(text, text.length() <= 4096, entry.getKey(), "shorter");
        given.put(entry.getKey(), text);
      }
    }
    return given;
  }
}
