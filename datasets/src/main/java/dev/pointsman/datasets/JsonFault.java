package dev.pointsman.datasets;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/// Says what is wrong with broken JSON without repeating any of it: the parser's own messages quote
/// words, names and characters, which may be a prompt's.
public final class JsonFault {

  private JsonFault() {}

  /// The kind of fault and its column, such as `an unquoted word near column 17`.
  public static String of(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    boolean isPlaced = at != null && at.getColumnNr() > 0 && !(e instanceof JsonEOFException);
    return kind(e) + (isPlaced ? " near column " + at.getColumnNr() : "");
  }

  /// The line, from 1.
  public static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
  }

  private static String kind(JsonProcessingException e) {
    return switch (e) {
      case JsonEOFException _ -> "it ends in the middle of a value";
      case StreamConstraintsException _ -> "a text, number or nesting is too long";
      case MismatchedInputException m when m.getOriginalMessage().startsWith("Trailing") ->
          "something follows the value";
      case MismatchedInputException _ -> "another kind of value than expected";
      default -> kind(e.getOriginalMessage());
    };
  }

  private static String kind(String message) {
    if (message.startsWith("Duplicate")) {
      return "a name stands twice in one object";
    }
    if (message.startsWith("Non-standard token")) {
      return "NaN and infinity are no JSON numbers";
    }
    if (message.startsWith("Unrecognized token")) {
      return "an unquoted word";
    }
    if (message.startsWith("Illegal unquoted character")) {
      return "a control character in a string";
    }
    if (message.startsWith("Unrecognized character escape")) {
      return "an unknown escape in a string";
    }
    if (message.contains("UTF-")) {
      return "it is not UTF-8";
    }
    return "an unexpected character";
  }
}
