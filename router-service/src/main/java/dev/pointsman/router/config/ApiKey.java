package dev.pointsman.router.config;

import dev.pointsman.router.budget.KeyLimits;
import dev.pointsman.router.config.RouterConfig.Role;
import java.util.OptionalLong;
import java.util.Set;

/// A key that a caller shows, and what it may: `routes` and `models`, all when empty; `demands` on
/// the data of what it sends; `budget`, the path of who pays, and `project`, each empty when it has
/// none; `projects` are those its requests may name, any when empty; `user` and `team` are whose it
/// is; `expires` is when it stops to hold (epoch ms). Never prints its secret.
public record ApiKey(
    String name,
    String secret,
    Set<Role> roles,
    Set<String> routes,
    Set<String> models,
    DataRules demands,
    String budget,
    String project,
    Set<String> projects,
    String user,
    String team,
    OptionalLong expires,
    KeyLimits limits) {

  public ApiKey {
    roles = Set.copyOf(roles);
    routes = Set.copyOf(routes);
    models = Set.copyOf(models);
    projects = Set.copyOf(projects);
  }

  @Override
  public String toString() {
    return "ApiKey(" + name + ", " + roles + ")";
  }
}
