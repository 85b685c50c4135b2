package dev.pointsman.router.litellm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.litellm.Maker.Named;
import dev.pointsman.router.openai.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `model_list`: entries of one name are deployments of one model.
final class Models {

  /// Prices in USD a token there, in USD per million tokens here.
  private static final Map<String, String> PRICES =
      Map.of(
          "input_cost_per_token", "input",
          "output_cost_per_token", "output",
          "cache_read_input_token_cost", "cached_input",
          "cache_creation_input_token_cost", "cache_write",
          "output_cost_per_reasoning_token", "reasoning");

  private static final Set<String> PARAMS =
      Set.of(
          "temperature",
          "top_p",
          "max_tokens",
          "max_completion_tokens",
          "presence_penalty",
          "frequency_penalty",
          "seed",
          "stop",
          "reasoning_effort",
          "response_format");

  private static final Set<String> INFO =
      Set.of("mode", "max_input_tokens", "max_output_tokens", "input_cost_per_request");

  private static final Map<String, String> NOTED =
      Map.of(
          "rpm", "a deployment has no rate of its own here; `weight` shares the calls",
          "tpm", "a deployment has no rate of its own here; `weight` shares the calls",
          "timeout", "limits.response_timeout_ms holds for all models",
          "stream_timeout", "limits.first_token_timeout_ms holds for all models",
          "max_retries", "at most three attempts are made, see limits.retry_budget_ms");

  private final Notes notes;
  private final Endpoints endpoints;
  private final Map<String, ObjectNode> models = new LinkedHashMap<>();

  Models(Notes notes, Endpoints endpoints) {
    this.notes = notes;
    this.endpoints = endpoints;
  }

  Map<String, ObjectNode> all() {
    return models;
  }

  void read(JsonNode entry, JsonPointer at) {
    String id = entry.path("model_name").asText("");
    JsonNode params = entry.path("litellm_params");
    JsonNode info = entry.path("model_info");
    Optional<String> obstacle = obstacle(id, params, info);
    if (obstacle.isPresent()) {
      notes.note(at, "not carried over: " + obstacle.get());
      return;
    }
    JsonPointer paramsAt = at.appendProperty("litellm_params");
    Named named =
        Maker.of(params.path("model").asText(), params.has("api_base"))
            .orElseThrow(() -> new IllegalStateException("seen before"));
    String provider = endpoints.name(named, params, paramsAt);
    ObjectNode model = models.get(id);
    if (model == null) {
      model = Json.object().put("id", id).put("provider", provider).put("model", named.model());
      models.put(id, model);
      weight(model, params);
      describe(model, params, info, at);
    } else {
      ObjectNode deployment = model.withArray("/deployments").addObject();
      deployment.put("provider", provider).put("model", named.model());
      weight(deployment, params);
      overridden(params, paramsAt);
    }
    tell(entry, params, info, at);
  }

  private static Optional<String> obstacle(String id, JsonNode params, JsonNode info) {
    String mode = info.path("mode").asText("chat");
    String model = params.path("model").asText("");
    if (id.isEmpty() || model.isEmpty()) {
      return Optional.of("it needs model_name and litellm_params.model");
    }
    if (id.contains("*") || model.contains("*")) {
      return Optional.of("models are named one by one here, without wildcards");
    }
    if (id.equals("auto") || id.startsWith("auto/")) {
      return Optional.of("`auto` is what clients call a route here");
    }
    if (!mode.equals("chat") && !mode.equals("embedding")) {
      return Optional.of("mode " + mode + " is not served here");
    }
    return Maker.of(model, params.has("api_base")).isPresent()
        ? Optional.empty()
        : Optional.of("the API of `" + model + "` is not spoken here (docs/providers.md)");
  }

  private void describe(ObjectNode model, JsonNode params, JsonNode info, JsonPointer at) {
    if (info.path("mode").asText("chat").equals("embedding")) {
      model.put("kind", "embeddings");
    }
    if (info.path("max_input_tokens").canConvertToInt()) {
      model.put("context", info.path("max_input_tokens").intValue());
    }
    if (info.path("max_output_tokens").canConvertToInt()) {
      model.put("max_output", info.path("max_output_tokens").intValue());
    }
    price(model.putObject("price"), params, info, at);
    ObjectNode fixed = Json.object();
    PARAMS.stream().sorted().filter(params::has).forEach(key -> fixed.set(key, params.get(key)));
    if (!fixed.isEmpty()) {
      model.set("params", fixed);
      fixed
          .fieldNames()
          .forEachRemaining(
              key ->
                  notes.note(
                      at.appendProperty("litellm_params").appendProperty(key),
                      "becomes one of `params`, which stand over what the client sends"));
    }
  }

  private void price(ObjectNode price, JsonNode params, JsonNode info, JsonPointer at) {
    PRICES.forEach(
        (there, here) -> {
          JsonNode usd = info.has(there) ? info.path(there) : params.path(there);
          if (usd.isNumber() || usd.isTextual()) {
            number(usd.asText()).ifPresent(n -> price.put(here, n.movePointRight(6)));
          }
        });
    number(info.path("input_cost_per_request").asText(""))
        .ifPresent(n -> price.put("per_request", n));
    if (!price.has("input") || !price.has("output")) {
      notes.note(
          at,
          "has no price; 0 stands in the result, which makes it look free: put your provider's");
      price.put("input", price.path("input").decimalValue());
      price.put("output", price.path("output").decimalValue());
    }
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text).stripTrailingZeros());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static void weight(ObjectNode to, JsonNode params) {
    double weight = params.path("weight").asDouble(0);
    if (weight > 0 && weight <= 1000) {
      to.set("weight", params.path("weight"));
    }
  }

  /// A further deployment has the parameters of the first.
  private void overridden(JsonNode params, JsonPointer at) {
    PARAMS.stream()
        .sorted()
        .filter(params::has)
        .forEach(
            key ->
                notes.note(
                    at.appendProperty(key),
                    "not carried over: the deployments of a model share its `params`"));
  }

  private void tell(JsonNode entry, JsonNode params, JsonNode info, JsonPointer at) {
    notes.dropOthers(entry, at, Set.of("model_name", "litellm_params", "model_info"));
    JsonPointer paramsAt = at.appendProperty("litellm_params");
    NOTED.keySet().stream()
        .sorted()
        .filter(params::has)
        .forEach(key -> notes.note(paramsAt.appendProperty(key), NOTED.getOrDefault(key, "")));
    Set<String> known =
        Stream.of(Endpoints.READ, PARAMS, NOTED.keySet(), PRICES.keySet(), Set.of("weight"))
            .flatMap(Set::stream)
            .collect(Collectors.toSet());
    notes.dropOthers(params, paramsAt, known);
    Set<String> described =
        Stream.of(INFO, PRICES.keySet()).flatMap(Set::stream).collect(Collectors.toSet());
    notes.dropOthers(info, at.appendProperty("model_info"), described);
  }

  /// The chat models, as arms.
  ArrayNode arms() {
    ArrayNode arms = Json.object().arrayNode();
    models.forEach(
        (id, model) -> {
          if (!model.has("kind")) {
            arms.add(id);
          }
        });
    return arms;
  }
}
