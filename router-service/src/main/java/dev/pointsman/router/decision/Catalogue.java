package dev.pointsman.router.decision;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Price;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Model;
import dev.pointsman.router.config.RouterConfig.Route;
import dev.pointsman.router.config.Values;
import dev.pointsman.router.openai.RequestFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The arms and routes there are, and what the `model` of a request means among them. Immutable.
public final class Catalogue {

  private final Map<String, ServedArm> entries = new LinkedHashMap<>();
  private final Map<String, RouteArms> routes = new LinkedHashMap<>();
  private final String defaultRoute;
  private final Values values;

  /// An arm with the model behind it.
  public record ServedArm(Arm arm, Model model) {

    /// The arm at what it charges at a time for a prompt of so many tokens and images.
    public Arm priced(long millis, int inputTokens, int images) {
      Price now = model.price().at(millis).forEngine(inputTokens, images);
      return now.equals(arm.price()) ? arm : arm.withPrice(now);
    }
  }

  /// A route with its arms, in the config's order.
  public record RouteArms(Route route, List<ServedArm> arms) {
    public RouteArms {
      arms = List.copyOf(arms);
    }

    public List<Arm> engineArms() {
      return arms.stream().map(ServedArm::arm).toList();
    }
  }

  /// What a request may be answered by. `concrete`: the client named one model.
  public record Target(RouteArms route, List<ServedArm> arms, boolean concrete) {
    public Target {
      arms = List.copyOf(arms);
    }
  }

  public Catalogue(RouterConfig config) {
    for (Model model : config.models()) {
      Arm arm =
          new Arm(model.id(), model.price().forEngine(), model.qualityPrior())
              .withFamily(model.provider() + "/" + model.upstreamName());
      entries.put(model.id(), new ServedArm(arm, model));
    }
    for (Route route : config.routes()) {
      List<ServedArm> arms = new ArrayList<>();
      route.arms().forEach(id -> arms.add(entry(id)));
      routes.put(route.name(), new RouteArms(route, arms));
    }
    defaultRoute = config.defaultRoute().name();
    values = config.values();
  }

  /// What answers are worth to whom.
  public Values values() {
    return values;
  }

  public Iterable<ServedArm> models() {
    return entries.values();
  }

  public List<RouteArms> routes() {
    return List.copyOf(routes.values());
  }

  public ServedArm entry(String arm) {
    return find(arm).orElseThrow(() -> new IllegalArgumentException("no arm " + arm));
  }

  /// Empty for an arm that is no longer configured.
  public Optional<ServedArm> find(String arm) {
    return Optional.ofNullable(entries.get(arm));
  }

  /// The route by name, the default one for an empty name; 404 when there is none.
  public RouteArms route(String name) {
    RouteArms route = routes.get(name.isEmpty() ? defaultRoute : name);
    if (route == null) {
      throw RequestFailure.notFound(
          "route_not_found",
          "route",
          "no route `" + name + "`; there are: " + String.join(", ", routes.keySet()));
    }
    return route;
  }

  /// `auto`, `auto/<route>` or a model's id; 404 for anything else.
  public Target target(String model) {
    if (model.equals("auto")) {
      RouteArms route = route("");
      return new Target(route, route.arms(), false);
    }
    if (model.startsWith("auto/") && routes.containsKey(model.substring("auto/".length()))) {
      RouteArms route = route(model.substring("auto/".length()));
      return new Target(route, route.arms(), false);
    }
    ServedArm entry = entries.get(model);
    if (entry == null) {
      throw RequestFailure.notFound(
          "model_not_found",
          "model",
          "no model `" + model + "` here; GET /v1/models lists those there are");
    }
    return new Target(routeOf(entry), List.of(entry), true);
  }

  /// Where calls to a model by name are counted: the default route when it holds the model, else
  /// the first that does, else the default one.
  private RouteArms routeOf(ServedArm entry) {
    RouteArms preferred = route("");
    if (preferred.arms().contains(entry)) {
      return preferred;
    }
    return routes.values().stream()
        .filter(route -> route.arms().contains(entry))
        .findFirst()
        .orElse(preferred);
  }
}
