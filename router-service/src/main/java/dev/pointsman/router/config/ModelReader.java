package dev.pointsman.router.config;

import dev.pointsman.router.config.RouterConfig.Deployment;
import dev.pointsman.router.config.RouterConfig.Kind;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads `models`: ids are unique and not those of routes, providers exist.
final class ModelReader {

  private ModelReader() {}

  static List<Model> read(Section root, Map<String, ModelProvider> providers) {
    List<Model> models = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section section : root.sections("models")) {
      String id = section.text("id", "");
      if (!ids.add(id)) {
        throw section.problem("id", "`" + id + "` is used twice");
      }
      if (id.equals("auto") || id.startsWith("auto/")) {
        throw section.problem("id", "`" + id + "` is what clients call a route; choose another");
      }
      List<Deployment> deployments = deployments(section, id, providers);
      Kind kind = Kind.of(section.text("kind", "chat"));
      refuseEmbeddingsOfAnthropic(section, kind, deployments);
      models.add(
          new Model(
              id,
              deployments,
              kind,
              (int) section.integer("context", 128_000),
              (int) section.integer("max_output", 4096),
              section.number("quality_prior"),
              PriceReader.read(section),
              section.tree("params"),
              DataRules.of(section.section("data")),
              section.text("family", deployments.getFirst().provider().name()),
              section.flag("local").orElse(false),
              BudgetReader.limit(section.section("limits"))));
    }
    return models;
  }

  private static List<Deployment> deployments(
      Section model, String id, Map<String, ModelProvider> providers) {
    List<Deployment> all = new ArrayList<>();
    all.add(deployment(model, model.text("model", id), providers));
    for (Section other : model.sections("deployments")) {
      all.add(deployment(other, all.getFirst().upstreamName(), providers));
    }
    return all;
  }

  private static Deployment deployment(
      Section section, String name, Map<String, ModelProvider> providers) {
    String wanted = section.text("provider", "");
    ModelProvider provider = providers.get(wanted);
    if (provider == null) {
      throw section.problem(
          "provider",
          "no provider `" + wanted + "`" + Suggestion.among(providers.keySet(), wanted));
    }
    return new Deployment(provider, section.text("model", name), section.number("weight", 1));
  }

  private static void refuseEmbeddingsOfAnthropic(
      Section model, Kind kind, List<Deployment> deployments) {
    if (kind == Kind.EMBEDDINGS
        && deployments.stream().anyMatch(d -> d.provider().shape() == Shape.ANTHROPIC)) {
      throw model.problem("kind", "embeddings cannot come from a provider of type anthropic");
    }
  }
}
