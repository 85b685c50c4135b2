package dev.pointsman.eval.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.datasets.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A JSON object of a results file, read strictly: a field that is missing or of another kind is
/// bad input, named with its file and place.
record Facts(String file, String at, JsonNode node) {

  /// Of the file, without its folders.
  String name() {
    return String.valueOf(Path.of(file).getFileName());
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  double number(String field) {
    return optionalNumber(field).orElseThrow(() -> wrong(field, "a number"));
  }

  /// Empty when the field is missing or null.
  OptionalDouble optionalNumber(String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber()) {
      throw wrong(field, "a number");
    }
    return OptionalDouble.of(value.asDouble());
  }

  String text(String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw wrong(field, "a text");
    }
    return value.asText();
  }

  boolean truth(String field) {
    JsonNode value = node.path(field);
    if (!value.isBoolean()) {
      throw wrong(field, "true or false");
    }
    return value.asBoolean();
  }

  Facts object(String field) {
    return optional(field).orElseThrow(() -> wrong(field, "an object"));
  }

  /// Empty when the field is missing or null.
  Optional<Facts> optional(String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw wrong(field, "an object");
    }
    return Optional.of(new Facts(file, at + field + ".", value));
  }

  List<Facts> objects(String field) {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw wrong(field, "a list");
    }
    List<Facts> objects = new ArrayList<>();
    for (JsonNode element : value) {
      String place = at + field + "[" + objects.size() + "]";
      if (!element.isObject()) {
        throw new BadInputException(file, "'" + place + "' is no object", MEND);
      }
      objects.add(new Facts(file, place + ".", element));
    }
    return objects;
  }

  List<String> texts(String field) {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw wrong(field, "a list");
    }
    List<String> texts = new ArrayList<>();
    value.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  /// `field` as a mean with its interval, `{"mean","ci95":[low, high]}`.
  Estimate estimate(String field) {
    Facts measure = object(field);
    JsonNode interval = measure.node.path("ci95");
    if (interval.size() != 2 || !interval.path(0).isNumber() || !interval.path(1).isNumber()) {
      throw measure.wrong("ci95", "a pair of numbers");
    }
    return Estimate.of(
        measure.number("mean"), interval.path(0).asDouble(), interval.path(1).asDouble());
  }

  private static final String MEND = "write the file anew with eval ... --json";

  private BadInputException wrong(String field, String wanted) {
    return new BadInputException(file, "'" + at + field + "' is not " + wanted, MEND);
  }
}
