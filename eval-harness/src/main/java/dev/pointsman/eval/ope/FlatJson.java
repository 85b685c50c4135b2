package dev.pointsman.eval.ope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Arrays;

/// Reads flat rows: `{"propensity","reward","arm","target"?,"q_hat"?,"weight"?}`, token by token.
///
/// Fields it does not know are passed over. One thread.
final class FlatJson {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final String clusterField;
  private double[] numbers = new double[16];
  private double[] target = LogRow.NONE;
  private double[] qualities = LogRow.NONE;

  FlatJson(Clustering clustering) {
    clusterField = clustering.field();
  }

  void read(Lines lines, LogRow row) throws IOException {
    try (JsonParser json = JSON.createParser(lines.bytes(), lines.start(), lines.length())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw row.bad("not a JSON object", "each line must be one JSON object");
      }
      boolean hasReward = false;
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        hasReward |= name.equals("reward");
        field(json, name, row);
      }
      if (json.nextToken() != null) {
        throw row.bad("more follows the JSON object", "each line must be one JSON object");
      }
      if (!hasReward) {
        throw row.bad("reward is missing", "give it, or null where there is no label");
      }
    }
  }

  private void field(JsonParser json, String name, LogRow row) throws IOException {
    switch (name) {
      case "propensity" -> row.propensity = number(json, name, row);
      case "reward" -> {
        row.isLabelled = json.currentToken() != JsonToken.VALUE_NULL;
        row.reward = row.isLabelled ? number(json, name, row) : Double.NaN;
      }
      case "arm" -> row.arm = index(json, row);
      case "weight" -> row.weight = number(json, name, row);
      case "routable" -> row.isRoutable = json.currentToken() != JsonToken.VALUE_FALSE;
      case "target" -> {
        target = array(json, name, row, target);
        row.target = target;
      }
      case "q_hat" -> {
        qualities = array(json, name, row, qualities);
        row.qualities = qualities;
      }
      default -> {
        if (name.equals(clusterField) && json.currentToken().isScalarValue()) {
          row.cluster = json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText();
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private static double number(JsonParser json, String name, LogRow row) throws IOException {
    if (!json.currentToken().isNumeric()) {
      throw row.bad(name + " is not a number", "give a number");
    }
    return json.getDoubleValue();
  }

  private static int index(JsonParser json, LogRow row) throws IOException {
    double value = number(json, "arm", row);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw row.bad("arm was " + value, "it must be a whole number: the arm's index");
    }
    return (int) value;
  }

  /// The numbers of an array, in `into` if they fit exactly.
  private double[] array(JsonParser json, String name, LogRow row, double[] into)
      throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return LogRow.NONE;
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw row.bad(name + " is not an array", "give an array of a number per arm");
    }
    int size = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      numbers[size++] = number(json, name, row);
    }
    if (size == 0) {
      throw row.bad(name + " is empty", "give an array of a number per arm");
    }
    double[] out = into.length == size ? into : new double[size];
    System.arraycopy(numbers, 0, out, 0, size);
    return out;
  }
}
