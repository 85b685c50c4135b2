package dev.pointsman.router.decision;

import dev.pointsman.router.budget.KeyLimits;
import dev.pointsman.router.config.ApiKey;
import dev.pointsman.router.config.DataRules;
import java.util.Set;

/// Who asks: the key's name (empty where none is needed), what it may use (all when empty), what it
/// demands of the models that answer, who pays: the path of its budget and its project, and whose
/// it is: a user's, a team's (each empty when it has none). `projects` are those it may name,
/// `limits` bound it beside its budget.
public record Asker(
    String name,
    Set<String> routes,
    Set<String> models,
    DataRules demands,
    String budget,
    String project,
    Set<String> projects,
    String user,
    String team,
    KeyLimits limits) {

  public Asker {
    routes = Set.copyOf(routes);
    models = Set.copyOf(models);
    projects = Set.copyOf(projects);
  }

  public static Asker named(String name) {
    return new Asker(
        name, Set.of(), Set.of(), DataRules.NONE, "", "", Set.of(), "", "", KeyLimits.NONE);
  }

  public static Asker of(ApiKey key) {
    return new Asker(
        key.name(),
        key.routes(),
        key.models(),
        key.demands(),
        key.budget(),
        key.project(),
        key.projects(),
        key.user(),
        key.team(),
        key.limits());
  }

  /// Whether its requests may belong to a project; the empty one where they name none.
  boolean mayUseProject(String named) {
    String own = project.isEmpty() ? named : project;
    return projects.isEmpty() || projects.contains(own);
  }

  public boolean mayUseRoute(String route) {
    return routes.isEmpty() || routes.contains(route);
  }

  public boolean mayUseModel(String model) {
    return models.isEmpty() || models.contains(model);
  }
}
