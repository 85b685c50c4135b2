package dev.pointsman.router.decision;

import dev.pointsman.router.budget.RateLimit;
import dev.pointsman.router.config.DataRules;
import java.util.Set;

/// Who asks: the key's name (empty where none is needed), what it may use (all when empty), what it
/// demands of the models that answer, who pays (the path of its budget and its project, each empty
/// when it has none), and how much it may ask.
public record Asker(
    String name,
    Set<String> routes,
    Set<String> models,
    DataRules demands,
    String budget,
    String project,
    RateLimit limit) {

  public Asker {
    routes = Set.copyOf(routes);
    models = Set.copyOf(models);
  }

  public static Asker named(String name) {
    return new Asker(name, Set.of(), Set.of(), DataRules.NONE, "", "", RateLimit.NONE);
  }

  boolean mayUseRoute(String route) {
    return routes.isEmpty() || routes.contains(route);
  }

  boolean mayUseModel(String model) {
    return models.isEmpty() || models.contains(model);
  }
}
