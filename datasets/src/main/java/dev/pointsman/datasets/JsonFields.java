package dev.pointsman.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Reads typed fields of a JSON object; each complaint names the place, the field and the mending.
///
/// `where` is `file:line`, `path` stands before a field's name in complaints.
public record JsonFields(String where, String path, JsonNode object) {

  public String text(String field) {
    JsonNode node = object.path(field);
    if (!node.isTextual()) {
      throw bad(field, "must be a string, " + found(node), "give \"" + field + "\": \"...\"");
    }
    return node.textValue();
  }

  public @Nullable String textOrNull(String field) {
    JsonNode node = object.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    return text(field);
  }

  public double required(String field, double most) {
    double value = number(field, most);
    if (Double.isNaN(value)) {
      throw bad(field, "is missing", "give a number in " + range(most));
    }
    return value;
  }

  /// NaN when the field is absent.
  public double number(String field, double most) {
    JsonNode node = object.path(field);
    if (node.isMissingNode()) {
      return Double.NaN;
    }
    if (!node.isNumber()) {
      throw bad(field, "must be a number, " + found(node), "give a number in " + range(most));
    }
    double value = node.doubleValue();
    if (!(value >= 0 && value <= most) || Double.isInfinite(value)) {
      throw bad(field, "must be in " + range(most) + ", was " + node.asText(), "correct it");
    }
    return value;
  }

  /// A whole number >= 0, NaN when the field is absent.
  public double count(String field) {
    double value = number(field, Integer.MAX_VALUE);
    if (!Double.isNaN(value) && value != Math.rint(value)) {
      throw bad(field, "must be a whole number, was " + value, "give a whole number >= 0");
    }
    return value;
  }

  public JsonNode child(String field) {
    JsonNode node = object.path(field);
    if (!node.isObject()) {
      throw bad(field, "must be an object, " + found(node), "give \"" + field + "\": {...}");
    }
    return node;
  }

  private BadInputException bad(String field, String what, String mend) {
    return new BadInputException(where, path + field + " " + what, mend);
  }

  private static String range(double most) {
    if (most == 1) {
      return "0..1";
    }
    return ">= 0";
  }

  private static String found(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING -> "is missing";
      case STRING -> "was a string";
      case ARRAY -> "was a list";
      case OBJECT -> "was an object";
      default -> "was " + node.asText();
    };
  }
}
