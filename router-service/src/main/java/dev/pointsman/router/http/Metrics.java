package dev.pointsman.router.http;

import dev.pointsman.feedback.Metric;
import dev.pointsman.router.live.LiveRoute;
import dev.pointsman.router.openai.RequestFailure;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the metrics that applications report mean, route by route.
final class Metrics {

  private Metrics() {}

  /// On one route. Throws a 400 when it has no such metric.
  static Metric of(String name, LiveRoute route) {
    Map<String, Metric> known = route.arms().route().signals().reportable();
    Metric metric = known.get(name);
    if (metric == null) {
      throw unknown(known.keySet(), " on route " + route.name());
    }
    return metric;
  }

  /// Where the route is not known: all that routes mean by it. Throws a 400 when none has it.
  static Set<Metric> of(String name, Collection<LiveRoute> routes) {
    Set<String> known = new TreeSet<>();
    routes.forEach(route -> known.addAll(route.arms().route().signals().reportable().keySet()));
    Set<Metric> meant =
        routes.stream()
            .map(route -> route.arms().route().signals().reportable())
            .filter(metrics -> metrics.containsKey(name))
            .map(metrics -> metrics.get(name))
            .collect(Collectors.toSet());
    if (meant.isEmpty()) {
      throw unknown(known, "");
    }
    return meant;
  }

  private static RequestFailure unknown(Set<String> known, String where) {
    return RequestFailure.badRequest(
        "metric", "metric must be one of " + String.join(", ", new TreeSet<>(known)) + where);
  }
}
