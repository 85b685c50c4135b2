package dev.pointsman.router.config;

import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.config.RouterConfig.Route;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Reads what one key is and may.
final class KeyReader {

  private KeyReader() {}

  static ApiKey read(Section section) {
    List<String> roles = section.texts("roles");
    Set<Role> set = new HashSet<>();
    (roles.isEmpty() ? List.of("application") : roles).forEach(role -> set.add(Role.of(role)));
    return new ApiKey(
        section.text("name", ""),
        section.text("key", ""),
        set,
        new HashSet<>(section.texts("routes")),
        new HashSet<>(section.texts("models")),
        DataRules.of(section.section("require")),
        section.text("budget", ""),
        section.text("project", ""),
        new HashSet<>(section.texts("projects")),
        section.text("user", ""),
        section.text("team", ""),
        expires(section),
        BudgetReader.limits(section));
  }

  /// Complains of routes and models that are not there.
  static void check(Section section, List<String> routes, List<String> models) {
    known(section, "routes", routes);
    known(section, "models", models);
  }

  static void check(Section section, RouterConfig config) {
    check(
        section,
        config.routes().stream().map(Route::name).toList(),
        config.models().stream().map(Model::id).toList());
  }

  private static OptionalLong expires(Section section) {
    String text = section.text("expires", "");
    OptionalLong millis = Moments.millis(text);
    if (millis.isEmpty() && !text.isEmpty()) {
      throw section.problem("expires", Moments.SHAPE);
    }
    return millis;
  }

  private static void known(Section section, String key, List<String> names) {
    for (String name : section.texts(key)) {
      if (!names.contains(name)) {
        throw section.problem(key, "there is no `" + name + "`" + Suggestion.among(names, name));
      }
    }
  }
}
