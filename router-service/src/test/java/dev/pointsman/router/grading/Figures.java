package dev.pointsman.router.grading;

import dev.pointsman.router.TestRouter;

/// Reads a router's metrics.
final class Figures {

  private Figures() {}

  /// The value of the line of this name with this label, 0 where there is none.
  static double of(TestRouter router, String name, String label) {
    return router
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
