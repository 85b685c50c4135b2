package dev.pointsman.router.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/// Typed reading of an object a client sent; a wrong type or range is a 400 naming the field. A
/// field that is null counts as absent.
public record Fields(ObjectNode node, String prefix) {

  public Fields(ObjectNode node) {
    this(node, "");
  }

  public String name(String key) {
    return prefix + key;
  }

  /// A 400 for the first field that is none of these, before it is silently dropped.
  public void refuseOthers(Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name ->
                require(name, known.contains(name), name, "left off; known are " + sorted(known)));
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }

  public Optional<JsonNode> value(String key) {
    return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
  }

  public Optional<String> text(String key) {
    return value(key).map(value -> require(value, value.isTextual(), key, "a string").textValue());
  }

  /// A string of 1 to `max` characters.
  public Optional<String> text(String key, int max) {
    Optional<String> text = text(key);
    text.ifPresent(
        t -> require(t, !t.isBlank() && t.length() <= max, key, "1 to " + max + " characters"));
    return text;
  }

  public Optional<Boolean> flag(String key) {
    return value(key)
        .map(value -> require(value, value.isBoolean(), key, "true or false").booleanValue());
  }

  public OptionalDouble number(String key) {
    Optional<JsonNode> value = value(key);
    value.ifPresent(v -> require(v, v.isNumber(), key, "a number"));
    return value.stream().mapToDouble(JsonNode::doubleValue).findFirst();
  }

  /// A number within bounds, both included.
  public OptionalDouble number(String key, double min, double max) {
    OptionalDouble number = number(key);
    if (number.isPresent()) {
      double n = number.getAsDouble();
      require(number, n >= min && n <= max, key, "in " + plain(min) + ".." + plain(max));
    }
    return number;
  }

  public Optional<Integer> integer(String key, int min, int max) {
    return value(key)
        .map(
            value -> {
              boolean fits =
                  value.isIntegralNumber()
                      && value.canConvertToInt()
                      && value.intValue() >= min
                      && value.intValue() <= max;
              return require(value, fits, key, "an integer in " + min + ".." + max).intValue();
            });
  }

  public Optional<ObjectNode> object(String key) {
    return value(key).map(value -> (ObjectNode) require(value, value.isObject(), key, "an object"));
  }

  public Optional<JsonNode> list(String key) {
    return value(key).map(value -> require(value, value.isArray(), key, "a list"));
  }

  public List<String> texts(String key) {
    List<String> all = new ArrayList<>();
    list(key)
        .ifPresent(
            list ->
                list.forEach(
                    element ->
                        all.add(
                            require(element, element.isTextual(), key, "a list of strings")
                                .textValue())));
    return all;
  }

  /// The value itself, or a 400 that says what the field must be.
  public <T> T require(T value, boolean holds, String key, String what) {
    if (!holds) {
      throw RequestFailure.badRequest(name(key), name(key) + " must be " + what);
    }
    return value;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }
}
