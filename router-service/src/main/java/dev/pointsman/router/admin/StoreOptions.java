package dev.pointsman.router.admin;

import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.RouterConfig;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say which router is meant, and which of its routes.
final class StoreOptions extends PlaceOptions {

  @Option(
      names = "--route",
      paramLabel = "NAME",
      description = "Only this route; default: all (export), the one of `auto` (snapshot).")
  private @Nullable String route;

  /// The route that was named, if any; it must be one of the configuration's.
  Optional<String> route(RouterConfig read) {
    List<String> known = read.routes().stream().map(RouterConfig.Route::name).toList();
    if (route != null && !known.contains(route)) {
      throw new ConfigProblem(
          "--route: there is no route '" + route + "'; give one of " + String.join(", ", known));
    }
    return Optional.ofNullable(route);
  }
}
