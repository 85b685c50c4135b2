package dev.pointsman.datasets;

import dev.pointsman.bandit.Price;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Gathers rows into an {@link OutcomeTable}; used once, by one thread.
final class OutcomeTableReader {

  private final List<String> models;
  private final PriceList prices;
  private final List<OutcomeColumn> columns = new ArrayList<>();
  private final List<OutcomeRow.Labels> labels = new ArrayList<>();
  private final List<String> prompts = new ArrayList<>();
  private final Map<String, String> placeOfId = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Set<String> seenModels = new TreeSet<>();
  private int dropped;

  OutcomeTableReader(List<String> models, PriceList prices) {
    if (models.isEmpty()) {
      throw new BadInputException("--models", "no model is named", "give --models a,b");
    }
    if (new HashSet<>(models).size() < models.size()) {
      throw new BadInputException("--models", "a model is named twice", "name each model once");
    }
    this.models = List.copyOf(models);
    this.prices = prices;
    for (int i = 0; i < models.size(); i++) {
      columns.add(new OutcomeColumn());
    }
  }

  OutcomeTable read(List<Path> files) {
    if (files.isEmpty()) {
      throw new BadInputException("--data", "no table is named", "give --data FILE");
    }
    for (Path file : files) {
      OutcomeFile.forEach(file, this::add);
    }
    for (String model : models) {
      if (!seenModels.contains(model)) {
        throw new BadInputException(
            "--models",
            "no row of " + files + " has an outcome of " + model,
            seenModels.isEmpty()
                ? "it holds questions only: have models answer them with eval run"
                : "its models are: " + String.join(", ", seenModels));
      }
    }
    if (prompts.isEmpty()) {
      throw new BadInputException(
          "--models",
          "no row of " + files + " has an outcome of each of the " + models.size() + " models",
          "name fewer models");
    }
    return new OutcomeTable(this);
  }

  private void add(OutcomeRow row) {
    String earlier = placeOfId.putIfAbsent(row.labels().id(), row.where());
    if (earlier != null) {
      throw new BadInputException(
          row.where(),
          "id " + Shown.name(row.labels().id()) + " stands already at " + earlier,
          "give each row an id of its own");
    }
    seenModels.addAll(row.outcomes().keySet());
    if (!row.outcomes().keySet().containsAll(models)) {
      dropped++;
      return;
    }
    for (int i = 0; i < models.size(); i++) {
      Outcome outcome = row.outcomes().get(models.get(i));
      if (outcome != null) {
        columns.get(i).add(outcome, cost(row, models.get(i), outcome));
      }
    }
    labels.add(shared(row.labels()));
    prompts.add(row.prompt());
  }

  private double cost(OutcomeRow row, String model, Outcome outcome) {
    if (outcome.hasCost()) {
      return outcome.costUsd();
    }
    if (!outcome.hasTokens()) {
      throw new BadInputException(
          row.where(),
          "outcome of " + model + ": has neither cost_usd nor both in_tok and out_tok",
          "give one of them");
    }
    Price price = prices.require(model, row.where());
    return price.usd(outcome.inputTokens(), outcome.outputTokens());
  }

  private OutcomeRow.Labels shared(OutcomeRow.Labels row) {
    return new OutcomeRow.Labels(
        row.id(), shared(row.source()), shared(row.task()), shared(row.category()));
  }

  private String shared(String text) {
    return texts.computeIfAbsent(text, t -> t);
  }

  List<String> models() {
    return models;
  }

  List<OutcomeColumn> columns() {
    return columns;
  }

  List<OutcomeRow.Labels> labels() {
    return labels;
  }

  List<String> prompts() {
    return prompts;
  }

  int dropped() {
    return dropped;
  }
}
