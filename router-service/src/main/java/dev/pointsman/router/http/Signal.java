package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Metric;
import dev.pointsman.router.openai.Fields;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A signal as it was sent, before it is known whose it is and what its route makes of it.
record Signal(
    String decisionId,
    String metric,
    JsonNode given,
    String comment,
    Map<String, String> tags,
    String token) {

  private static final int LONGEST_TEXT = 4_096;

  /// Names the value as it was given, where quality is not that value.
  private static final String GIVEN = "given";

  /// Throws a 400 naming the field that is wrong.
  static Signal parse(byte[] body) {
    Fields fields = new Fields(Json.object(body));
    return new Signal(
        required(fields.text("decision_id"), "decision_id"),
        required(fields.text("metric", 64), "metric"),
        value(fields),
        fields.text("comment", LONGEST_TEXT).orElse(""),
        tags(fields),
        fields.text("token").orElse(""));
  }

  /// The event of a voice; throws a 400 as `quality`.
  Feedback feedback(String principal, Metric how, long nowMillis) {
    double quality = quality(how);
    Map<String, String> all = new LinkedHashMap<>(tags);
    if (how.worst() != 0 || how.best() != 1) {
      all.put(GIVEN, given.asText());
    }
    return new Feedback(
        decisionId, principal, how.source(), metric, quality, comment, all, nowMillis);
  }

  /// Throws a 400 when the metric does not take such a value.
  double quality(Metric how) {
    if (given.isBoolean()) {
      boolean isRanged = !how.isFlag() && (how.least() != 0 || how.most() != 1);
      require(!isRanged, how);
      return how.quality(given.booleanValue() ? how.most() : how.least());
    }
    double number = given.doubleValue();
    require(!how.isFlag() && number >= how.least() && number <= how.most(), how);
    return how.quality(number);
  }

  private static void require(boolean fits, Metric how) {
    if (!fits) {
      String number = "a number in " + plain(how.least()) + ".." + plain(how.most());
      boolean isUnit = how.least() == 0 && how.most() == 1;
      String what = how.isFlag() ? "true or false" : isUnit ? "true, false or " + number : number;
      throw RequestFailure.badRequest("value", "value must be " + what);
    }
  }

  private static JsonNode value(Fields fields) {
    JsonNode value = required(fields.value("value"), "value");
    return fields.require(
        value, value.isBoolean() || value.isNumber(), "value", "true, false or a number in 0..1");
  }

  private static Map<String, String> tags(Fields fields) {
    Map<String, String> tags = new LinkedHashMap<>();
    fields
        .object("tags")
        .ifPresent(
            object -> {
              Fields inner = new Fields(object, "tags.");
              object
                  .fieldNames()
                  .forEachRemaining(
                      key -> inner.text(key, 256).ifPresent(text -> tags.put(key, text)));
            });
    return tags;
  }

  private static <T> T required(Optional<T> value, String key) {
    return value.orElseThrow(() -> RequestFailure.badRequest(key, key + " is missing"));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }
}
