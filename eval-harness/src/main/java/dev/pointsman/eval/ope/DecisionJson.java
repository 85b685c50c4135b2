package dev.pointsman.eval.ope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads exported decision records (design.md section 8): what `GET /v1/decisions/{id}` answers,
/// one a line.
///
/// A label is volunteered when all signals behind it are users'. `weight` is 1 / the probability
/// that the label was sampled, 1 when absent. One thread.
final class DecisionJson {

  private static final ObjectReader JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readerFor(JsonNode.class);

  /// What the reward rule, version 1, weighs a user's signal with.
  private static final double USER_WEIGHT = 0.5;

  private static final Set<String> SAMPLED = Set.of("check", "judge", "review");

  private final Clustering clustering;

  DecisionJson(Clustering clustering) {
    this.clustering = clustering;
  }

  static boolean isOne(byte[] line) throws IOException {
    try {
      JsonNode json = JSON.readTree(line);
      return json.has("probabilities") || json.has("decision_id");
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  void read(byte[] line, LogRow row) throws IOException {
    JsonNode json = JSON.readTree(line);
    if (!json.isObject()) {
      throw row.bad("not a JSON object", "each line must be one decision record");
    }
    arms(json, row);
    row.propensity = number(json, "propensity", row);
    row.isRoutable = json.path("routable").asBoolean(true);
    row.lambda = json.path("lambda").asDouble(0);
    row.value = json.path("value").asDouble(1);
    row.inputTokens = json.path("input_tokens").asInt(0);
    row.featureSchema = json.path("feature_schema").asText("");
    row.features = features(json.path("features"), row);
    row.weight = json.has("weight") ? number(json, "weight", row) : 1;
    row.cluster = cluster(json);
    JsonNode cost = json.path("outcome").path("cost_micro_usd");
    row.costUsd = cost.isNumber() ? cost.doubleValue() / 1e6 : Double.NaN;
    label(json, row);
    if (json.path("q_hat").isArray()) {
      row.qualities = numbers(json, "q_hat", row);
    }
  }

  private static void arms(JsonNode json, LogRow row) {
    List<String> arms = new ArrayList<>();
    json.path("eligible").forEach(arm -> arms.add(arm.asText()));
    if (arms.isEmpty()) {
      json.path("probabilities").fieldNames().forEachRemaining(arms::add);
    }
    if (arms.isEmpty()) {
      throw row.bad("eligible is missing", "give the arms that could have been drawn");
    }
    row.arms = List.copyOf(arms);
    String arm = json.path("arm").asText("");
    row.arm = arms.indexOf(arm);
    if (row.arm < 0) {
      throw row.bad("arm '" + arm + "' is not among the eligible", "it must be one of " + arms);
    }
    int n = arms.size();
    row.probabilities = new double[n];
    boolean isPredicted = json.path("predicted").isObject();
    row.predictedQuality = isPredicted ? new double[n] : LogRow.NONE;
    row.predictedCost = isPredicted ? new double[n] : LogRow.NONE;
    for (int i = 0; i < n; i++) {
      row.probabilities[i] = number(json.path("probabilities"), arms.get(i), row);
      if (isPredicted) {
        JsonNode predicted = json.path("predicted").path(arms.get(i));
        row.predictedQuality[i] = predicted.path("quality").asDouble(Double.NaN);
        row.predictedCost[i] = predicted.path("cost_usd").asDouble(Double.NaN);
      }
    }
  }

  private static void label(JsonNode json, LogRow row) {
    JsonNode reward = json.path("reward");
    if (reward.isMissingNode() || reward.isNull()) {
      return;
    }
    row.isLabelled = true;
    row.reward = reward.isObject() ? number(reward, "value", row) : number(json, "reward", row);
    boolean isSampled = false;
    boolean isKnown = false;
    for (String field : List.of("feedback", "grades")) {
      for (JsonNode signal : json.path(field)) {
        isKnown = true;
        isSampled |= SAMPLED.contains(signal.path("source").asText());
      }
    }
    boolean isUsers = reward.path("weight").asDouble(1) == USER_WEIGHT;
    row.isVolunteered = isKnown ? !isSampled : isUsers;
  }

  private String cluster(JsonNode json) {
    return switch (clustering) {
      case NONE -> "";
      case SESSION -> json.path("session").asText("");
      case USER -> {
        String user = json.path("user").asText("");
        yield user.isEmpty() ? json.path("contract").path("user").asText("") : user;
      }
    };
  }

  private static float[] features(JsonNode json, LogRow row) {
    float[] features = new float[json.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) json.get(i).asDouble(Double.NaN);
      if (!Float.isFinite(features[i])) {
        throw row.bad("feature " + i + " is not a number", "export the record again");
      }
    }
    return features;
  }

  private static double[] numbers(JsonNode json, String field, LogRow row) {
    JsonNode array = json.path(field);
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble(Double.NaN);
    }
    if (numbers.length != row.arms.size()) {
      throw row.bad(
          field + " has " + numbers.length + " entries for " + row.arms.size() + " arms",
          "give one per eligible arm");
    }
    return numbers;
  }

  private static double number(JsonNode json, String field, LogRow row) {
    JsonNode node = json.path(field);
    if (!node.isNumber()) {
      String what = node.isMissingNode() ? " is missing" : " is not a number";
      throw row.bad(field + what, "give a number");
    }
    return node.doubleValue();
  }
}
