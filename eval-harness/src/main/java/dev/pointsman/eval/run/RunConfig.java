package dev.pointsman.eval.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.datasets.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What `eval run` is told in its YAML: the models to ask, how to ask them, how to grade.
///
/// Only `models` is needed. `maxTokens` 0 and a negative `temperature` leave the service's own.
record RunConfig(
    List<String> models,
    Optional<String> apiKey,
    int concurrency,
    int timeoutSeconds,
    int attempts,
    int maxTokens,
    double temperature,
    Optional<Grading> grading,
    Optional<String> instruction,
    Optional<JudgeConfig> judge) {

  /// A model that grades; a blank rubric means the usual one.
  record JudgeConfig(String model, String rubric) {}

  private static final Set<String> KEYS =
      Set.of(
          "models",
          "api_key",
          "concurrency",
          "timeout_s",
          "attempts",
          "max_tokens",
          "temperature",
          "grading",
          "instruction",
          "judge");

  RunConfig {
    models = List.copyOf(models);
  }

  /// `environment` is where `${NAME}` is looked up.
  static RunConfig read(Path file, Map<String, String> environment) {
    Yaml yaml = Yaml.read(file, KEYS);
    JsonNode judge = yaml.node("judge");
    return new RunConfig(
        models(yaml),
        yaml.secret("api_key", environment),
        yaml.whole("concurrency", 4, 1, 256),
        yaml.whole("timeout_s", 120, 1, 3_600),
        yaml.whole("attempts", 5, 1, 20),
        yaml.whole("max_tokens", 0, 0, 1_000_000),
        yaml.number("temperature", 0),
        yaml.text("grading").map(name -> Grading.parse(name, yaml.where("grading"))),
        yaml.text("instruction"),
        judge.isMissingNode() ? Optional.empty() : Optional.of(judge(yaml, judge)));
  }

  private static List<String> models(Yaml yaml) {
    List<String> models = new ArrayList<>();
    for (JsonNode model : yaml.node("models")) {
      models.add(model.asText());
    }
    if (models.isEmpty() || models.stream().anyMatch(String::isBlank)) {
      throw new BadInputException(
          yaml.where("models"), "no list of names", "give models: [auto, gpt-4o]");
    }
    if (Set.copyOf(models).size() < models.size()) {
      throw new BadInputException(
          yaml.where("models"), "a model is named twice", "name each model once");
    }
    return models;
  }

  private static JudgeConfig judge(Yaml yaml, JsonNode judge) {
    String model = judge.path("model").asText("");
    if (model.isBlank()) {
      throw new BadInputException(
          yaml.where("judge"), "names no model", "give judge: { model: gpt-4o }");
    }
    return new JudgeConfig(model, judge.path("rubric").asText(""));
  }
}
