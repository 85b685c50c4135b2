package dev.pointsman.eval.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Prompt;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import dev.pointsman.feedback.DecisionFile;
import dev.pointsman.feedback.DecisionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A prompt's different words (two letters or more, lower case), and what its exported decision
/// shows of it: the features and the number of input tokens.
///
/// Of features that are probabilities the attacker takes logarithms: the log odds of the tasks are
/// linear in the embedding, which is a sum over the words.
record Seen(Set<String> words, List<Double> features) {

  private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// About half of the least positive number of half precision.
  private static final double LEAST = 3e-8;

  Seen {
    features = List.copyOf(features);
  }

  /// Through the record of `export decisions`, as text and back.
  static Seen of(String prompt, Featurizer featurizer, boolean isByLogarithm) {
    JsonNode record = exported(prompt, featurizer);
    int tasks = isByLogarithm ? featurizer.tasks().size() : 0;
    List<Double> features = new ArrayList<>();
    for (JsonNode feature : record.path("features")) {
      double value = feature.asDouble();
      features.add(features.size() < tasks ? Math.log(value + LEAST) : value);
    }
    features.add(Math.log1p(record.path("input_tokens").asDouble()));
    return new Seen(words(prompt), features);
  }

  private static JsonNode exported(String prompt, Featurizer featurizer) {
    var drawn = new Candidate("arm", 1, new Prediction(0.5, 0.5, 1e-4, Double.NaN));
    var decision =
        new LoggedDecision(
            "018f0000-0000-7000-8000-000000000000",
            0,
            "auto",
            "",
            "",
            featurizer.schema().hash(),
            featurizer.contextOf(Prompt.of(prompt)),
            List.of(drawn),
            0,
            true,
            false,
            0,
            1,
            1,
            Map.of(),
            List.of());
    var file =
        new DecisionFile(decision, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    try {
      return JSON.readTree(DecisionJson.of(file, true).toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an exported decision is JSON", e);
    }
  }

  private static Set<String> words(String prompt) {
    return WORD.matcher(prompt.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }
}
